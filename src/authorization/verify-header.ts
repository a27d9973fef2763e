import type { AccessToken } from './parse-access-token.ts';
import type { Rules } from './rules.ts';
import { TokenRefused } from './token-refused.ts';

/** Extensions, and keys that a token brings along itself: none is ever needed, each has opened doors elsewhere. */
const refused = ['crit', 'b64', 'zip', 'jwk', 'jku', 'x5u', 'x5c'];

/**
 * Holds the header to one algorithm and one type (RFC 8725 sections 3.1 and 3.11).
 * @throws TokenRefused
 */
export function verifyHeader({ header }: AccessToken, { profile }: Rules): void {
  if (header.alg !== 'RS256') {
    throw new TokenRefused('alg is not RS256');
  }
  if (typeof header.typ !== 'string' || !profile.types.includes(header.typ)) {
    throw new TokenRefused('typ is not that of an access token');
  }
  const name = refused.find((parameter) => Object.hasOwn(header, parameter));
  if (name !== undefined) {
    throw new TokenRefused(`the header has ${name}`);
  }
  if (typeof header.kid !== 'string' || header.kid === '') {
    throw new TokenRefused('kid is missing');
  }
}
