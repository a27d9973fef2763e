import type { ServerResponse } from 'node:http';
import type { HttpRequest, Route } from '../http.ts';
import { readBody } from './read-body.ts';
import type { RestifyRequest } from './restify-server.ts';

/** Turns restify's request into plain values, with the body the route takes. @throws what `readBody` throws */
export async function toHttpRequest(
  request: RestifyRequest,
  response: ServerResponse,
  id: string,
  route: Route,
): Promise<HttpRequest> {
  const { pathname, searchParams } = request.getUrl();
  return {
    id,
    method: request.method ?? 'GET',
    path: pathname,
    params: request.params,
    query: searchParams,
    // Of the headers Node gives as lists only Set-Cookie is one, and it is no request header.
    headers: request.headers as Record<string, string | undefined>,
    body: await readBody(request, route.body),
    signal: toSignal(response),
  };
}

function toSignal(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) {
      controller.abort();
    }
  });
  return controller.signal;
}
