import { TokenRefused } from '../../jwt/token-refused.ts';
import type { Claims } from './claims.ts';
import type { TokenRules } from './token-rules.ts';

/**
 * Verifies that the token is for this API only. RFC 7519 section 4.1.3 allows an array; with several audiences, another
 * API could replay the token here.
 * @throws TokenRefused
 */
export function verifyAudience({ claims }: Claims, { audience }: TokenRules): void {
  const single = Array.isArray(claims.aud) && claims.aud.length === 1 ? claims.aud[0] : claims.aud;
  if (single !== audience) {
    throw new TokenRefused('aud is not this API alone');
  }
}
