import type { ApiContext, ApiHandler } from '../api/api-context.ts';
import { createCreateRepair } from '../api/create-repair.ts';
import { createDeleteRepair } from '../api/delete-repair.ts';
import { createGetRepair } from '../api/get-repair.ts';
import { createListRepairs } from '../api/list-repairs.ts';
import { createUpdateRepair } from '../api/update-repair.ts';
import type { Authorization } from '../authorization/authorization.ts';
import type { Scope } from '../authorization/principal.ts';
import type { GuardedRoute, Handler, Method, Route } from '../http.ts';
import type { Pages } from '../web/create-pages.ts';
import { answerHealth } from './health.ts';

export interface RoutesOptions {
  readonly authorize: Authorization['authorize'];
  readonly api: ApiContext;
  /** Judges whether the channel calls, and gives the bot. */
  readonly admitChannel: GuardedRoute['admit'];
  readonly readiness: Handler;
  readonly openApiDocument: Handler;
  readonly protectedResourceMetadata: Handler;
  readonly pictures: Handler;
  readonly pages: Pages;
}

const jsonBody = { types: ['application/json'], limit: 65_536 } as const;
/** An activity may hold the message that an action was chosen on. */
const activityBody = { types: ['application/json'], limit: 262_144 } as const;

/** Every address of the app. */
export function createRoutes(options: RoutesOptions): readonly Route[] {
  const { api, readiness, openApiDocument, protectedResourceMetadata, pictures, pages } = options;

  const open = (method: Method, path: string, handler: Handler): Route => ({ method, path, handler });

  /** Who may not comes first, then what is wrong with the request. */
  const guarded = (scope: Scope, method: Method, path: string, handler: ApiHandler): Route => ({
    method,
    path,
    ...(method === 'POST' || method === 'PATCH' ? { body: jsonBody } : {}),
    admit: async ({ headers }) => {
      const principal = await options.authorize(headers.authorization, scope);
      return (request) => handler(request, principal);
    },
  });

  return [
    guarded('repairs_read', 'GET', '/api/repairs', createListRepairs(api)),
    guarded('repairs_write', 'POST', '/api/repairs', createCreateRepair(api)),
    guarded('repairs_read', 'GET', '/api/repairs/:id', createGetRepair(api)),
    guarded('repairs_write', 'PATCH', '/api/repairs/:id', createUpdateRepair(api)),
    guarded('repairs_write', 'DELETE', '/api/repairs/:id', createDeleteRepair(api)),

    { method: 'POST', path: '/api/messages', body: activityBody, admit: options.admitChannel },

    open('GET', '/openapi.json', openApiDocument),
    open('GET', '/.well-known/oauth-protected-resource', protectedResourceMetadata),
    open('GET', '/pictures/:name', pictures),

    open('GET', '/', pages.about),
    open('GET', '/privacy', pages.privacy),
    open('GET', '/terms', pages.terms),
    open('GET', '/settings', pages.settings),
    open('GET', '/sign-in-end', pages.signInEnd),
    open('GET', '/repairs/:id', pages.repair),
    open('GET', '/web/:name', pages.asset),

    open('GET', '/healthz', answerHealth),
    open('GET', '/readyz', readiness),
  ];
}
