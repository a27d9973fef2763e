import { type HttpRequest, type HttpResponse, json, type Route } from '../../foundation/http.ts';
import { jsonBody } from '../../server/json-body.ts';
import type { Guard } from '../sessions/guard.ts';
import type { Session } from '../sessions/session.ts';
import type { Answer, Endpoints } from '../wire/endpoints.ts';

/** Handles a request of the page. The result is sent as JSON; without a result, the response is 204. */
export type PageHandler<Result> = (request: HttpRequest, session: Session) => Promise<Result> | Result;

/** Creates the route of an endpoint; the handler must return the answer that `Endpoints` declares. */
export type PageRoute = <Name extends keyof Endpoints>(
  name: Name,
  handle: PageHandler<Answer<Name>>,
  status?: number,
) => Route;

const headers = { 'Cache-Control': 'no-store' };
const nothing: HttpResponse = { status: 204, headers };
// Fields have the names that a package gives them.
const body = jsonBody(256 * 1024, 'any');

/** Creates the function that adds endpoints. All of them require a session; bodies have at most 256 KB. */
export function createPageRoute(guard: Pick<Guard, 'own'>): PageRoute {
  return (name, handle, status = 200) => {
    const path = name.slice(name.indexOf('/'));
    const admit = guard.own(async (request, session) => {
      const answer = await handle(request, session);
      return answer === undefined ? nothing : json(status, answer, headers);
    });
    return name.startsWith('POST ') ? { method: 'POST', path, admit, body } : { method: 'GET', path, admit };
  };
}
