import { TokenRefused } from '../../jwt/token-refused.ts';
import type { Claims } from './claims.ts';
import type { TokenRules } from './token-rules.ts';

/** Claims of ID tokens (OpenID Connect Core sections 2 and 3.3.2.11). */
const idTokenClaims = ['nonce', 'at_hash', 'c_hash', 's_hash'];

/**
 * Verifies that the token is a bearer access token: not an ID token (which has the same type, issuer and audience at
 * Microsoft Entra ID), and not bound to a key (`cnf`). Does not check whose it is.
 * @throws TokenRefused
 */
export function verifyBearer({ claims }: Claims, { profile }: TokenRules): void {
  if (idTokenClaims.some((name) => Object.hasOwn(claims, name))) {
    throw new TokenRefused('an ID token');
  }
  if (profile.version !== undefined && claims.ver !== profile.version) {
    throw new TokenRefused('of another version');
  }
  if (Object.hasOwn(claims, 'cnf')) {
    throw new TokenRefused('bound to a key');
  }
}
