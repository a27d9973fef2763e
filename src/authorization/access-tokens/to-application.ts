import { parseClaimText } from '../../jwt/claim-text.ts';
import type { Application } from '../callers/principal.ts';
import type { Claims } from './claims.ts';
import { parseRoles } from './parse-roles.ts';
import { parseScopes } from './parse-scopes.ts';
import type { TokenRules } from './token-rules.ts';

/**
 * Reads an application from the claims. Does not verify the token.
 * @throws TokenRefused if a required claim is missing.
 */
export function toApplication(token: Claims, rules: TokenRules): Application {
  const { claims } = token;
  const { requiredClaims, clientClaim, scopeRequired } = rules.profile;
  for (const name of requiredClaims) {
    parseClaimText(claims, name);
  }
  return {
    kind: 'application',
    tenantId: parseClaimText(claims, 'tid'),
    clientId: parseClaimText(claims, clientClaim),
    roles: parseRoles(token),
    // Where the scope claim is that of a person, `verifyApplication` refuses it.
    scopes: scopeRequired ? new Set() : parseScopes(token, rules),
  };
}
