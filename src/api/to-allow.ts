import type { Scope } from '../authorization/principal.ts';
import type { Method } from '../foundation/http.ts';

/** What an operation of the API is asked with, and what it takes to be let in. */
export interface Operation {
  readonly scope: Scope;
  readonly method: Method;
  /** Path as in the table of routes. */
  readonly path: string;
}

/**
 * The value of `Allow` (RFC 9110 section 10.2.1) for a person with these scopes: the methods that this person may use at
 * this path, so that a client offers nothing that would be refused.
 */
export function toAllow(operations: readonly Operation[], path: string, scopes: ReadonlySet<string>): string {
  return operations
    .filter((operation) => operation.path === path && scopes.has(operation.scope))
    .map(({ method }) => (method === 'GET' ? 'GET, HEAD' : method))
    .join(', ');
}
