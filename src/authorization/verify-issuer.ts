import type { AccessToken } from './parse-access-token.ts';
import { type Rules, toTenantIssuer } from './rules.ts';
import { TokenRefused } from './token-refused.ts';

/** Compares `iss` to the letter; a `{tenantid}` in the rule is the token's own `tid`. @throws TokenRefused */
export function verifyIssuer({ claims }: AccessToken, { issuer }: Rules): void {
  if (claims.iss !== toTenantIssuer(issuer, String(claims.tid))) {
    throw new TokenRefused('iss is not the issuer');
  }
}
