import { parseNumericDate } from '../../jwt/numeric-date.ts';
import { TokenRefused } from '../../jwt/token-refused.ts';
import type { Claims } from './claims.ts';
import type { TokenRules } from './token-rules.ts';

/** Clock tolerance in seconds. */
const tolerance = 5;

/**
 * Verifies `exp`, `nbf` and `iat`, and the lifetime against the maximum of the profile.
 * @throws TokenRefused
 */
export function verifyTimes({ claims }: Claims, { profile }: TokenRules, now: Date): void {
  const seconds = now.getTime() / 1000;
  const exp = parseNumericDate(claims, 'exp');
  const read = (name: 'iat' | 'nbf', required: boolean): number | undefined =>
    required || Object.hasOwn(claims, name) ? parseNumericDate(claims, name) : undefined;
  const iat = read('iat', profile.iatRequired);
  const nbf = read('nbf', profile.nbfRequired);
  if (seconds >= exp + tolerance) {
    throw new TokenRefused('expired');
  }
  if (nbf !== undefined && seconds < nbf - tolerance) {
    throw new TokenRefused('not valid yet');
  }
  if (iat !== undefined && seconds < iat - tolerance) {
    throw new TokenRefused('issued in the future');
  }
  if (iat !== undefined && (exp <= iat || exp - iat > profile.maximumLifetime)) {
    throw new TokenRefused('the lifetime is too long');
  }
}
