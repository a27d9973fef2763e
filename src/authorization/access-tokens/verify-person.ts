import { TokenRefused } from '../../jwt/token-refused.ts';
import type { Claims } from './claims.ts';
import type { TokenRules } from './token-rules.ts';

/**
 * Verifies that the token is a person's, and not of an application. Such a token has a scope claim at Microsoft Entra
 * ID; `toUser` refuses it without one.
 * @throws TokenRefused
 */
export function verifyPerson({ claims }: Claims, { profile }: TokenRules): void {
  if (Object.hasOwn(claims, 'idtyp') && claims.idtyp !== 'user') {
    throw new TokenRefused('an app token');
  }
  // RFC 9068 section 2.2: if no person is involved, the subject is the client.
  if (claims.sub === claims[profile.clientClaim]) {
    throw new TokenRefused('an app token');
  }
}
