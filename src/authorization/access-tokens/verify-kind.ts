import type { Jwt } from '../../jwt/parse-jwt.ts';
import { TokenRefused } from '../../jwt/token-refused.ts';
import type { TokenRules } from './token-rules.ts';

/** Claims of ID tokens (OpenID Connect Core sections 2 and 3.3.2.11). */
const idTokenClaims = ['nonce', 'at_hash', 'c_hash', 's_hash'];

/**
 * Verifies that the token is a bearer access token of a person: not an ID token (which has the same type, issuer and
 * audience at Microsoft Entra ID), not a token of an app, and not bound to a key (`cnf`).
 * @throws TokenRefused
 */
export function verifyKind({ claims }: Jwt, { profile }: TokenRules): void {
  if (idTokenClaims.some((name) => Object.hasOwn(claims, name))) {
    throw new TokenRefused('an ID token');
  }
  if (profile.version !== undefined && claims.ver !== profile.version) {
    throw new TokenRefused('of another version');
  }
  if (Object.hasOwn(claims, 'idtyp') && claims.idtyp !== 'user') {
    throw new TokenRefused('an app token');
  }
  // RFC 9068 section 2.2: if no person is involved, the subject is the client.
  if (claims.sub === claims[profile.clientClaim]) {
    throw new TokenRefused('an app token');
  }
  if (Object.hasOwn(claims, 'cnf')) {
    throw new TokenRefused('bound to a key');
  }
}
