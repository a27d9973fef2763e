import type { Principal, Scope } from '../../authorization/callers/principal.ts';
import { isPermitted } from '../../authorization/callers/rights.ts';
import type { Method } from '../../foundation/http.ts';

/** Method, path and required scope of an operation of the API. */
export interface Operation {
  readonly scope: Scope;
  readonly method: Method;
  /** Path of the route. */
  readonly path: string;
}

/**
 * Returns the value of `Allow` (RFC 9110 section 10.2.1) for this caller, so that clients offer only
 * what the caller may do.
 */
export function toAllow(operations: readonly Operation[], path: string, principal: Principal): string {
  return operations
    .filter((operation) => operation.path === path && isPermitted(principal, operation.scope))
    .map(({ method }) => (method === 'GET' ? 'GET, HEAD' : method))
    .join(', ');
}
