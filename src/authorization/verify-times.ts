import type { AccessToken } from './parse-access-token.ts';
import type { JsonObject } from './parse-json-object.ts';
import type { Rules } from './rules.ts';
import { TokenRefused } from './token-refused.ts';

/** How far clocks may be apart, in seconds. */
const tolerance = 5;

/**
 * Holds `exp`, `nbf` and `iat` against the clock, and the lifetime against the profile's longest.
 * @throws TokenRefused
 */
export function verifyTimes({ claims }: AccessToken, { profile }: Rules, now: Date): void {
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
    throw new TokenRefused('of a lifetime no access token has');
  }
}

function parseNumericDate(claims: JsonObject, name: string): number {
  const value = claims[name];
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new TokenRefused(`${name} is missing or not a number`);
  }
  return value;
}
