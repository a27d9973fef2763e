import type { Principal } from './principal.ts';

/** A kind of caller and its id. */
export interface CallerName {
  readonly kind: Principal['kind'];
  readonly id: string;
}

/** Returns what a caller is called in the log. An anonymous caller has an empty id. */
export function toCallerName(principal: Principal): CallerName {
  const { kind } = principal;
  switch (kind) {
    case 'user':
      return { kind, id: principal.userId };
    case 'application':
      return { kind, id: principal.clientId };
    case 'service':
      return { kind, id: principal.serviceId };
    case 'anonymous':
      return { kind, id: '' };
  }
}

/**
 * Returns the id under which the data of a caller is stored in its tenant, such as idempotency keys. That of a person
 * is the user id alone; all others contain a line feed, which no user id may contain, so that no caller can choose an
 * id that is another's.
 */
export function toOwner(principal: Principal): string {
  const { kind, id } = toCallerName(principal);
  return kind === 'user' ? id : `${kind}\n${id}`;
}
