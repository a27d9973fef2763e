import type { Jwt } from '../jwt/parse-jwt.ts';
import { TokenRefused } from '../jwt/token-refused.ts';
import type { Rules } from './rules.ts';

/** Refuses everybody whose tenant is not on the list. @throws TokenRefused */
export function verifyTenant({ claims }: Jwt, { allowedTenants }: Rules): void {
  if (typeof claims.tid !== 'string' || !allowedTenants.has(claims.tid)) {
    throw new TokenRefused('tid is not an allowed tenant');
  }
}
