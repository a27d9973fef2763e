import type { Jwt } from '../../jwt/parse-jwt.ts';
import { TokenRefused } from '../../jwt/token-refused.ts';
import { verifyJwsHeader } from '../../jwt/verify-jws-header.ts';
import type { TokenRules } from './token-rules.ts';

/**
 * Verifies algorithm and type (RFC 8725 sections 3.1 and 3.11).
 * @throws TokenRefused
 */
export function verifyHeader(token: Jwt, { profile }: TokenRules): void {
  verifyJwsHeader(token);
  const { typ } = token.header;
  if (typeof typ !== 'string' || !profile.types.includes(typ)) {
    throw new TokenRefused('typ is not that of an access token');
  }
}
