import type { HttpRequestHead, HttpResponse, Route } from '../../foundation/http.ts';
import { type RunRoute, runRoute } from '../../server/create-server.ts';

/** A route that answers errors in a form of its own, wherever they come from: the caller, the body or the handler. */
export interface Refusing {
  /** Returns undefined where the server answers the error. */
  readonly refuse: (fault: unknown, head: HttpRequestHead) => Promise<HttpResponse | undefined>;
}

/** For the option `run` of the server: lets routes that are `Refusing` answer their errors. */
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
