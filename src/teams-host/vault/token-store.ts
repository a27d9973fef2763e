import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Log } from '../../foundation/log.ts';
import type { OAuthTokens } from '../oauth-client/oauth-tokens.ts';
import { SealBroken } from '../sealed-store/seal.ts';
import type { SealedStore } from '../sealed-store/sealed-store.ts';
import type { Person } from '../wire/person.ts';
import type { OAuthRegistration } from './registration.ts';

/** Tokens by tenant, user and registration. */
export interface TokenStore {
  /**
   * Returns undefined if there are no tokens, or the registration has changed since: its client, a scope or an
   * endpoint.
   */
  read(user: Person, registration: OAuthRegistration): Promise<OAuthTokens | undefined>;
  keep(user: Person, registration: OAuthRegistration, tokens: OAuthTokens): Promise<void>;
  /**
   * Replaces `expected` by `next`, or removes it, unless the user has signed in or out in the meantime.
   * @returns the tokens that are stored afterwards.
   */
  replace(
    user: Person,
    registration: OAuthRegistration,
    expected: OAuthTokens,
    next: OAuthTokens | undefined,
  ): Promise<OAuthTokens | undefined>;
  forget(user: Person, registrationId: string): Promise<void>;
}

/** Creates the store. Tokens whose sealed record is damaged count as missing and are logged. */
export function createTokenStore(store: SealedStore, log: Log): TokenStore {
  return {
    async read(user, registration) {
      try {
        return toTokens(await store.read(toRecord(user, registration.id)), registration);
      } catch (cause) {
        if (cause instanceof SealBroken) {
          log.warn('vault: damaged tokens', { registrationId: registration.id });
          return undefined;
        }
        throw cause;
      }
    },
    async keep(user, registration, tokens) {
      await store.update(toRecord(user, registration.id), () => toText(registration, tokens));
    },
    async replace(user, registration, expected, next) {
      const stored = await store.update(toRecord(user, registration.id), (current) =>
        current === toText(registration, expected) ? next && toText(registration, next) : current,
      );
      return toTokens(stored, registration);
    },
    async forget(user, registrationId) {
      await store.update(toRecord(user, registrationId), () => undefined);
    },
  };
}

function toRecord({ tenantId, id }: Person, registrationId: string): string {
  return JSON.stringify(['tokens', tenantId, id, registrationId]);
}

function toText(registration: OAuthRegistration, tokens: OAuthTokens): string {
  const { accessToken, obtainedAt, expiresAt, refreshToken } = tokens;
  return JSON.stringify({
    registration: toFingerprint(registration),
    accessToken,
    obtainedAt,
    expiresAt,
    refreshToken,
  });
}

const storedTokens = z.object({
  registration: z.string(),
  accessToken: z.string(),
  obtainedAt: z.string().optional(),
  expiresAt: z.string().optional(),
  refreshToken: z.string().optional(),
});

function toTokens(text: string | undefined, registration: OAuthRegistration): OAuthTokens | undefined {
  if (text === undefined) {
    return undefined;
  }
  const { registration: fingerprint, ...tokens } = storedTokens.parse(JSON.parse(text));
  return fingerprint === toFingerprint(registration) ? tokens : undefined;
}

/**
 * Tokens remain valid if name, restrictions or secret of the registration change, but not its client, scope or URLs, nor
 * if it was removed.
 */
function toFingerprint(registration: OAuthRegistration): string {
  const { clientId, authorizationEndpoint, tokenEndpoint, refreshEndpoint, scope, baseUrl, generation } = registration;
  const parts = [clientId, authorizationEndpoint, tokenEndpoint, refreshEndpoint, scope, baseUrl];
  return createHash('sha256')
    .update(JSON.stringify(generation === undefined ? parts : [...parts, generation]))
    .digest('base64url');
}
