import { TokenRefused } from '../../jwt/token-refused.ts';
import type { Claims } from './claims.ts';
import type { TokenRules } from './token-rules.ts';

/**
 * Verifies that the token is an application's, and that no person is involved. Microsoft Entra ID gives such a token
 * the same `sub` and `oid`, and no `scp`; RFC 9068 section 2.2 the same `sub` and `client_id`.
 * @throws TokenRefused
 * @see https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
export function verifyApplication({ claims }: Claims, { profile }: TokenRules): void {
  if (Object.hasOwn(claims, 'idtyp') && claims.idtyp !== 'app') {
    throw new TokenRefused('not an app token');
  }
  if (claims.sub !== claims[profile.applicationClaim]) {
    throw new TokenRefused('not an app token');
  }
  if (profile.scopeRequired && Object.hasOwn(claims, profile.scopeClaim)) {
    throw new TokenRefused('an app token with the scopes of a person');
  }
}
