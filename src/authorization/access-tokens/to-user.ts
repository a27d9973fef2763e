import { parseClaimText } from '../../jwt/claim-text.ts';
import type { Jwt } from '../../jwt/parse-jwt.ts';
import type { Principal } from '../callers/principal.ts';
import { parseScopes } from './parse-scopes.ts';
import type { TokenRules } from './token-rules.ts';

/**
 * Reads the principal from the claims. Does not verify the token.
 * @throws TokenRefused if a required claim is missing.
 */
export function toPrincipal(token: Jwt, rules: TokenRules): Principal {
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
