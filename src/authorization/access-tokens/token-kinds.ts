import type { Jwt } from '../../jwt/parse-jwt.ts';
import { TokenRefused } from '../../jwt/token-refused.ts';
import type { Application, User } from '../callers/principal.ts';
import type { Claims } from './claims.ts';
import { toApplication } from './to-application.ts';
import { toUser } from './to-user.ts';
import type { TokenRules } from './token-rules.ts';
import { verifyApplication } from './verify-application.ts';
import { verifyAudience } from './verify-audience.ts';
import { verifyBearer } from './verify-bearer.ts';
import { verifyHeader } from './verify-header.ts';
import { verifyIssuer } from './verify-issuer.ts';
import { verifyPerson } from './verify-person.ts';
import { verifyTenant } from './verify-tenant.ts';
import { verifyTimes } from './verify-times.ts';

/** The rules for the tokens of one kind of caller. */
export interface TokenKind<Token extends Claims> {
  /** Run in this order, before anything else is read. Each throws TokenRefused. */
  readonly checks: readonly ((token: Token, rules: TokenRules, now: Date) => void)[];
  readonly toPrincipal: (token: Token, rules: TokenRules) => User | Application;
}

const claimChecks = [verifyTenant, verifyIssuer, verifyAudience, verifyTimes, verifyBearer];

/** The checks of introspected tokens: those of the claims, because such a token has no header. */
export const introspectedKinds = {
  person: { checks: [...claimChecks, verifyPerson], toPrincipal: toUser },
  application: { checks: [...claimChecks, verifyApplication], toPrincipal: toApplication },
} satisfies Record<string, TokenKind<Claims>>;

/** The checks of signed tokens that need no key. */
export const signedKinds = {
  person: { checks: [verifyHeader, ...claimChecks, verifyPerson], toPrincipal: toUser },
  application: { checks: [verifyHeader, ...claimChecks, verifyApplication], toPrincipal: toApplication },
} satisfies Record<string, TokenKind<Jwt>>;

/**
 * Reads the principal of a token that passes all rules of one of the kinds. No token passes the rules of two kinds. Does
 * not verify the signature.
 * @param kinds the permitted kinds.
 * @throws TokenRefused with the reason of each kind.
 */
export function readPrincipal<Token extends Claims>(
  token: Token,
  { kinds, rules, now }: { kinds: readonly TokenKind<Token>[]; rules: TokenRules; now: Date },
): User | Application {
  const reasons = new Set<string>();
  for (const { checks, toPrincipal } of kinds) {
    try {
      for (const verify of checks) {
        verify(token, rules, now);
      }
      return toPrincipal(token, rules);
    } catch (error) {
      if (!(error instanceof TokenRefused)) {
        throw error;
      }
      reasons.add(error.message);
    }
  }
  throw new TokenRefused([...reasons].join('; ') || 'no kind of caller has such a token');
}
