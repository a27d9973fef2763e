import type { Jwt } from './parse-jwt.ts';
import { TokenRefused } from './token-refused.ts';

/** Extensions, and keys that a token brings along itself: none is ever needed, each has opened doors elsewhere. */
const refused = ['crit', 'b64', 'zip', 'jwk', 'jku', 'x5u', 'x5c'];

/**
 * Holds the header to one algorithm, RS256, and to a key that is only named (RFC 8725 section 3.1). Its type is not
 * looked at.
 * @throws TokenRefused
 */
export function verifyJwsHeader({ header }: Jwt): void {
  if (header.alg !== 'RS256') {
    throw new TokenRefused('alg is not RS256');
  }
  const name = refused.find((parameter) => Object.hasOwn(header, parameter));
  if (name !== undefined) {
    throw new TokenRefused(`the header has ${name}`);
  }
  if (typeof header.kid !== 'string' || header.kid === '') {
    throw new TokenRefused('kid is missing');
  }
}
