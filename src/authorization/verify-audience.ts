import type { Jwt } from '../jwt/parse-jwt.ts';
import { TokenRefused } from '../jwt/token-refused.ts';
import type { Rules } from './rules.ts';

/**
 * The token is for this API and for nobody else. RFC 7519 section 4.1.3 lets `aud` be an array; one of exactly one
 * element says the same as the string, one of more would let another API pass the token on to this one.
 * @throws TokenRefused
 */
export function verifyAudience({ claims }: Jwt, { audience }: Rules): void {
  const single = Array.isArray(claims.aud) && claims.aud.length === 1 ? claims.aud[0] : claims.aud;
  if (single !== audience) {
    throw new TokenRefused('aud is not this API alone');
  }
}
