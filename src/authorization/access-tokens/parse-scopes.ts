import { TokenRefused } from '../../jwt/token-refused.ts';
import type { Claims } from './claims.ts';
import type { TokenRules } from './token-rules.ts';

/** RFC 6749 section 3.3. */
const scopeList = /^[\x21\x23-\x5B\x5D-\x7E]+(?: [\x21\x23-\x5B\x5D-\x7E]+)*$/;

/**
 * Parses the scope claim.
 * @returns no scopes if the claim is missing and the profile allows that.
 * @throws TokenRefused if it is not one string of scopes separated by single spaces.
 */
export function parseScopes({ claims }: Claims, { profile }: TokenRules): ReadonlySet<string> {
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
