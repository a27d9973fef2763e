import type { AccessToken, ClientCredentials } from 'oidc-provider';
import { findPerson } from './people/people.ts';
import type { ResourceAccess } from './resource-access.ts';

/**
 * Returns the claims of an access token beyond those of RFC 9068, which are also those of its introspection: who a person
 * is, or what an application may do. The names are those of Microsoft Entra ID.
 */
export function toTokenClaims(
  token: AccessToken | ClientCredentials,
  access: ResourceAccess,
): Record<string, unknown> | undefined {
  if ('accountId' in token) {
    const person = findPerson(token.accountId);
    return person && { tid: person.tenant.id, oid: person.objectId, name: person.name };
  }
  const { clientId = '' } = token;
  const application = access.application(clientId);
  return (
    application && {
      // RFC 9068 section 2.2; introspection would have no `sub` otherwise.
      sub: clientId,
      tid: application.tenantId,
      idtyp: 'app',
      ...(application.roles.length > 0 ? { roles: [...application.roles] } : {}),
    }
  );
}
