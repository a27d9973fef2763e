import type { Jwt } from './parse-jwt.ts';
import { TokenRefused } from './token-refused.ts';

/** Extensions and embedded keys: not needed here, and a source of vulnerabilities elsewhere. */
const refused = ['crit', 'b64', 'zip', 'jwk', 'jku', 'x5u', 'x5c'];

/**
 * Verifies that the algorithm is RS256 and that the key is named by `kid` only (RFC 8725 section 3.1). Does not check
 * `typ`.
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
