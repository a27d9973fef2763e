import { parseNumericDate } from '../../jwt/numeric-date.ts';
import type { Jwt } from '../../jwt/parse-jwt.ts';
import { TokenRefused } from '../../jwt/token-refused.ts';
import type { TokenRules } from './token-rules.ts';

/** Clock tolerance in seconds. */
const tolerance = 5;

/**
 * Verifies `exp`, `nbf` and `iat`, and the lifetime against the maximum of the profile.
 * @throws TokenRefused
 */
export function verifyTimes({ claims }: Jwt, { profile }: TokenRules, now: Date): void {
  const seconds = now.getTime() / 1000;
  const exp = parseNumericDate(claims, 'exp');
  const iat = parseNumericDate(claims, 'iat');
  const nbf = profile.nbfRequired || Object.hasOwn(claims, 'nbf') ? parseNumericDate(claims, 'nbf') : iat;
  if (seconds >= exp + tolerance) {
    throw new TokenRefused('expired');
  }
  if (seconds < nbf - tolerance) {
    throw new TokenRefused('not valid yet');
  }
  if (seconds < iat - tolerance) {
    throw new TokenRefused('issued in the future');
  }
  if (exp <= iat || exp - iat > profile.maximumLifetime) {
    throw new TokenRefused('the lifetime is too long');
  }
}
