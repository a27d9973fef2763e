import type { Principal, Scope } from './principal.ts';

/** What gives the right to an operation, for each kind of principal; any one of the list suffices. */
export interface Grant {
  /** Scopes of a person, and of an application whose issuer gives applications scopes. */
  readonly scopes: readonly string[];
  /** App roles of an application. */
  readonly roles: readonly string[];
  /** Rights of a service, as in the setting `SERVICE_TOKENS`. */
  readonly service: readonly string[];
  readonly anonymous: boolean;
}

/** The rights table: what a caller needs for the operations of a scope. */
export const rights: Readonly<Record<Scope, Grant>> = {
  repairs_read: {
    scopes: ['repairs_read'],
    roles: ['Repairs.Read.All', 'Repairs.ReadWrite.All'],
    service: ['read', 'write'],
    anonymous: true,
  },
  repairs_write: {
    scopes: ['repairs_write'],
    roles: ['Repairs.ReadWrite.All'],
    service: ['write'],
    anonymous: false,
  },
};

/** Returns whether the principal may use the operations of a scope. */
export function isPermitted(principal: Principal, scope: Scope): boolean {
  const grant = rights[scope];
  switch (principal.kind) {
    case 'user':
      return grant.scopes.some((name) => principal.scopes.has(name));
    case 'application':
      return (
        grant.roles.some((name) => principal.roles.has(name)) || grant.scopes.some((name) => principal.scopes.has(name))
      );
    case 'service':
      return grant.service.includes(principal.right);
    case 'anonymous':
      return grant.anonymous;
    default:
      // A kind without a rule has no rights.
      return false;
  }
}
