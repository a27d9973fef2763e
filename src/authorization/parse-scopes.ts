import type { Jwt } from '../jwt/parse-jwt.ts';
import { TokenRefused } from '../jwt/token-refused.ts';
import type { Rules } from './rules.ts';

/** RFC 6749 section 3.3. */
const scopeList = /^[\x21\x23-\x5B\x5D-\x7E]+(?: [\x21\x23-\x5B\x5D-\x7E]+)*$/;

/**
 * Splits the scope claim into its words.
 * @returns no scopes where the claim is missing and the profile lets it.
 * @throws TokenRefused where it is anything but one string of words between single spaces.
 */
export function parseScopes({ claims }: Jwt, { profile }: Rules): ReadonlySet<string> {
  const { scopeClaim, scopeRequired } = profile;
  if (!Object.hasOwn(claims, scopeClaim) && !scopeRequired) {
    return new Set();
  }
  const value = claims[scopeClaim];
  if (typeof value !== 'string' || !scopeList.test(value)) {
    throw new TokenRefused(`${scopeClaim} is missing or not a list of scopes`);
  }
  return new Set(value.split(' '));
}
