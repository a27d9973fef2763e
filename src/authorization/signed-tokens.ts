import type { KeySet } from '../jwt/key-set.ts';
import { type Jwt, parseJwt } from '../jwt/parse-jwt.ts';
import { readPrincipal, signedKinds, type TokenKind } from './access-tokens/token-kinds.ts';
import { toTokenRules } from './access-tokens/token-rules.ts';
import { verifySignature } from './access-tokens/verify-signature.ts';
import type { AuthorizationSettings } from './callers/authorization-settings.ts';
import type { Identified } from './callers/identified.ts';

export interface SignedTokens {
  /**
   * Verifies a signed access token (JWT) of a permitted kind of caller. Does not check rights.
   * @throws TokenRefused
   * @throws Unavailable if the issuer's keys cannot be fetched.
   */
  identify(compact: string): Promise<Identified>;
}

export interface SignedTokensOptions {
  readonly settings: AuthorizationSettings;
  readonly keys: KeySet;
  readonly now: () => Date;
}

/**
 * Creates the local validation of signed access tokens of persons and applications.
 * @throws Error if a setting is empty.
 * @see RFC 8725, RFC 9068
 */
export function createSignedTokens({ settings, keys, now }: SignedTokensOptions): SignedTokens {
  const rules = toTokenRules(settings);
  const kinds: readonly TokenKind<Jwt>[] = (['person', 'application'] as const)
    .filter((kind) => settings.callers.includes(kind))
    .map((kind) => signedKinds[kind]);
  return {
    async identify(compact) {
      const token = parseJwt(compact);
      const principal = readPrincipal(token, { kinds, rules, now: now() });
      await verifySignature(token, keys);
      return { principal, exp: Number(token.claims.exp) };
    },
  };
}
