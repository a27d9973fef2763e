import type { AccessToken } from './parse-access-token.ts';
import type { Rules } from './rules.ts';
import { TokenRefused } from './token-refused.ts';

/** Refuses everybody whose tenant is not on the list. @throws TokenRefused */
export function verifyTenant({ claims }: AccessToken, { allowedTenants }: Rules): void {
  if (typeof claims.tid !== 'string' || !allowedTenants.has(claims.tid)) {
    throw new TokenRefused('tid is not an allowed tenant');
  }
}
