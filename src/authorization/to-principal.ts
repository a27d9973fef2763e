import { parseClaimText } from '../jwt/claim-text.ts';
import type { Jwt } from '../jwt/parse-jwt.ts';
import { parseScopes } from './parse-scopes.ts';
import type { Principal } from './principal.ts';
import type { Rules } from './rules.ts';

/**
 * Says who an access token speaks for; only for tokens that have passed every check.
 * @throws TokenRefused where a claim is missing that the profile demands.
 */
export function toPrincipal(token: Jwt, rules: Rules): Principal {
  const { claims } = token;
  for (const name of rules.profile.requiredClaims) {
    parseClaimText(claims, name);
  }
  return {
    tenantId: parseClaimText(claims, 'tid'),
    userId: parseClaimText(claims, rules.profile.userClaim),
    scopes: parseScopes(token, rules),
  };
}
