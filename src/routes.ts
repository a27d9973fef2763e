import type { ApiContext, ApiHandler } from './api/api-context.ts';
import { logWrite } from './api/callers/log-write.ts';
import { type Operation, toAllow } from './api/callers/to-allow.ts';
import { createRepair } from './api/create-repair.ts';
import { deleteRepair } from './api/delete-repair.ts';
import { findRepairs } from './api/find-repairs.ts';
import { getRepair } from './api/get-repair.ts';
import { listRepairs } from './api/list-repairs.ts';
import { updateRepair } from './api/update-repair.ts';
import type { Authorization } from './authorization/authorization.ts';
import type { GuardedRoute, Handler, Method, Route } from './foundation/http.ts';
import type { Log } from './foundation/log.ts';
import { answerHealth } from './server/health.ts';
import { jsonBody } from './server/json-body.ts';
import type { Pages } from './web/create-pages.ts';

export interface RoutesOptions {
  readonly authorize: Authorization['authorize'];
  readonly api: ApiContext;
  /** Verifies that the caller is the channel, and returns the handler of the bot. */
  readonly admitChannel: GuardedRoute['admit'];
  readonly readiness: Handler;
  readonly openApiDocument: Handler;
  readonly protectedResourceMetadata: Handler;
  /** The first plugin manifest, if it is served. */
  readonly aiPlugin: Handler | undefined;
  readonly pictures: Handler;
  readonly pages: Pages;
  readonly log: Log;
}

const repairBody = jsonBody(65_536);
/** Large, because an activity may contain the message on which an action was chosen. */
const activityBody = jsonBody(262_144);

/** All routes of the app. */
export function createRoutes(options: RoutesOptions): readonly Route[] {
  const { api, readiness, openApiDocument, protectedResourceMetadata, aiPlugin, pictures, pages } = options;

  const open = (method: Method, path: string, handler: Handler): Route => ({ method, path, handler });

  const operations: readonly (Operation & { readonly handle: ApiHandler })[] = [
    { scope: 'repairs_read', method: 'GET', path: '/api/repairs', handle: listRepairs },
    { scope: 'repairs_read', method: 'GET', path: '/api/repair-excerpts', handle: findRepairs },
    { scope: 'repairs_write', method: 'POST', path: '/api/repairs', handle: createRepair },
    { scope: 'repairs_read', method: 'GET', path: '/api/repairs/:id', handle: getRepair },
    { scope: 'repairs_write', method: 'PATCH', path: '/api/repairs/:id', handle: updateRepair },
    { scope: 'repairs_write', method: 'DELETE', path: '/api/repairs/:id', handle: deleteRepair },
  ];

  /** Authorizes before validation. The `Allow` header of a repair names the methods that the caller may use. */
  const guarded = ({ scope, method, path, handle }: (typeof operations)[number]): Route => ({
    method,
    path,
    body: method === 'POST' || method === 'PATCH' ? repairBody : undefined,
    admit: async ({ headers: { authorization, host } }) => {
      const principal = await options.authorize(authorization, scope, host);
      const run: Handler = async (request) => {
        const response = await handle(api, request, principal);
        logWrite(options.log, principal, request);
        return response;
      };
      const showsRepair = path.endsWith('/:id') && method !== 'DELETE';
      if (!showsRepair) {
        return run;
      }
      const allow = toAllow(operations, path, principal);
      return async (request) => {
        const response = await run(request);
        return { ...response, headers: { ...response.headers, Allow: allow } };
      };
    },
  });

  return [
    ...operations.map(guarded),

    { method: 'POST', path: '/api/messages', body: activityBody, admit: options.admitChannel },

    open('GET', '/openapi.json', openApiDocument),
    open('GET', '/.well-known/oauth-protected-resource', protectedResourceMetadata),
    ...(aiPlugin === undefined ? [] : [open('GET', '/.well-known/ai-plugin.json', aiPlugin)]),
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
