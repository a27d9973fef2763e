import type { HttpRequestHead, HttpResponse, Route } from '../../foundation/http.ts';
import { type RunRoute, runRoute } from '../../server/create-server.ts';

/** A route with its own format for errors, whether the guard, the body parser or the handler throws them. */
export interface Refusing {
  /** Returns undefined to leave the error to the server. */
  readonly refuse: (fault: unknown, head: HttpRequestHead) => Promise<HttpResponse | undefined>;
}

/** The server's `run` option: runs a route, and lets a `Refusing` route answer its own errors. */
export const runWithRefusal: RunRoute = async (route, head, readBody) => {
  try {
    return await runRoute(route, head, readBody);
  } catch (fault) {
    const refusal = isRefusing(route) ? await route.refuse(fault, head) : undefined;
    if (refusal === undefined) {
      throw fault;
    }
    return refusal;
  }
};

function isRefusing(route: Route): route is Route & Refusing {
  return 'refuse' in route;
}
