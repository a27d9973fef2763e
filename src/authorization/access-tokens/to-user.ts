import { parseClaimText } from '../../jwt/claim-text.ts';
import type { User } from '../callers/principal.ts';
import type { Claims } from './claims.ts';
import { parseScopes } from './parse-scopes.ts';
import type { TokenRules } from './token-rules.ts';

/**
 * Reads a person from the claims. Does not verify the token.
 * @throws TokenRefused if a required claim is missing.
 */
export function toUser(token: Claims, rules: TokenRules): User {
  const { claims } = token;
  for (const name of rules.profile.requiredClaims) {
    parseClaimText(claims, name);
  }
  return {
    kind: 'user',
    tenantId: parseClaimText(claims, 'tid'),
    userId: parseClaimText(claims, rules.profile.userClaim),
    scopes: parseScopes(token, rules),
  };
}
