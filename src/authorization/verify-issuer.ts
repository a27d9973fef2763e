import type { Jwt } from '../jwt/parse-jwt.ts';
import { TokenRefused } from '../jwt/token-refused.ts';
import { type Rules, toTenantIssuer } from './rules.ts';

/** Compares `iss` to the letter; a `{tenantid}` in the rule is the token's own `tid`. @throws TokenRefused */
export function verifyIssuer({ claims }: Jwt, { issuer }: Rules): void {
  if (claims.iss !== toTenantIssuer(issuer, String(claims.tid))) {
    throw new TokenRefused('iss is not the issuer');
  }
}
