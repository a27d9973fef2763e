import { TokenRefused } from '../../jwt/token-refused.ts';
import type { Claims } from './claims.ts';
import type { TokenRules } from './token-rules.ts';

/** Verifies that the tenant is allowed. @throws TokenRefused */
export function verifyTenant({ claims }: Claims, { allowedTenants }: TokenRules): void {
  if (typeof claims.tid !== 'string' || !allowedTenants.has(claims.tid)) {
    throw new TokenRefused('tid is not an allowed tenant');
  }
}
