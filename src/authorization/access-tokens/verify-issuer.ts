import { TokenRefused } from '../../jwt/token-refused.ts';
import type { Claims } from './claims.ts';
import { type TokenRules, toTenantIssuer } from './token-rules.ts';

/** Compares `iss` exactly; `{tenantid}` in the rule is replaced by the token's `tid`. @throws TokenRefused */
export function verifyIssuer({ claims }: Claims, { issuer }: TokenRules): void {
  if (claims.iss !== toTenantIssuer(issuer, String(claims.tid))) {
    throw new TokenRefused('iss is not the issuer');
  }
}
