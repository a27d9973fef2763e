import { isSecureUrl } from '../../foundation/loopback.ts';
import type { Flow } from '../flow/flow.ts';
import { type OAuthClientOptions, refreshTokens } from '../oauth-client/oauth-client.ts';
import { OAuthFault } from '../oauth-client/oauth-fault.ts';
import type { OAuthTokens } from '../oauth-client/oauth-tokens.ts';
import { revoke } from '../oauth-client/revoke.ts';
import { createMetadataSource } from '../oauth-client/server-metadata.ts';
import { createSingleFlight } from '../oauth-client/single-flight.ts';
import type { Person } from '../wire/person.ts';
import type { ApiRegistration, OAuthRegistration } from './registration.ts';
import { SignInUnavailable } from './sign-in-unavailable.ts';
import type { TokenStore } from './token-store.ts';
import type { Vault } from './vault.ts';

export interface VaultParts {
  readonly registrations: readonly ApiRegistration[];
  readonly tokens: TokenStore;
  readonly client: OAuthClientOptions;
}

/** A token this close to its end may have ended when it arrives. */
const earlyMs = 30_000;

/** Puts the vault together from what it keeps and how it reaches the authorization servers. */
export function createVault({ registrations, tokens, client }: VaultParts): Vault {
  const byId = new Map(registrations.map((registration) => [registration.id, registration]));
  const refreshes = createSingleFlight<OAuthTokens | undefined>();
  const metadata = createMetadataSource(client);

  function oauthRegistration(id: string): OAuthRegistration | undefined {
    const registration = byId.get(id);
    return registration?.kind === 'oauth' ? registration : undefined;
  }

  function isFresh(kept: OAuthTokens): boolean {
    return toRefreshTime(kept) > client.now().getTime();
  }

  async function refresh(user: Person, registration: OAuthRegistration, flow: Flow): Promise<OAuthTokens | undefined> {
    // Read again: while this caller looked, another may have refreshed, and a refresh token is good once.
    const old = await tokens.read(user, registration);
    if (old === undefined || isFresh(old)) {
      return old;
    }
    if (old.refreshToken === undefined) {
      flow.add(expiredForGood(registration));
      return await tokens.replace(user, registration, old, undefined);
    }
    try {
      const next = await refreshTokens(registration, old.refreshToken, flow, client);
      return await tokens.replace(user, registration, old, next);
    } catch (cause) {
      if (cause instanceof OAuthFault && cause.error === 'invalid_grant') {
        return await tokens.replace(user, registration, old, undefined);
      }
      throw cause instanceof OAuthFault ? new SignInUnavailable(cause.why, cause.remedy, { cause }) : cause;
    }
  }

  async function find(user: Person, registrationId: string, flow: Flow): Promise<OAuthTokens | undefined> {
    const registration = oauthRegistration(registrationId);
    const kept = registration && (await tokens.read(user, registration));
    if (registration === undefined || kept === undefined || isFresh(kept)) {
      return kept;
    }
    return refreshes.join(toKey(user, registrationId), flow, (shared) => refresh(user, registration, shared));
  }

  return {
    registration: (id) => byId.get(id),

    accessToken: async (user, registrationId, flow) => (await find(user, registrationId, flow))?.accessToken,

    async token(user, registrationId, flow) {
      const found = await find(user, registrationId, flow);
      return (
        found && {
          accessToken: found.accessToken,
          ...(found.expiresAt === undefined ? {} : { expiresAt: found.expiresAt }),
        }
      );
    },

    async isSignedIn(user, registrationId) {
      const registration = oauthRegistration(registrationId);
      const kept = registration && (await tokens.read(user, registration));
      return kept !== undefined && (kept.refreshToken !== undefined || isFresh(kept));
    },

    async keep(user, registrationId, next) {
      const registration = oauthRegistration(registrationId);
      if (registration === undefined) {
        throw new Error('Tokens belong to an OAuth registration.');
      }
      await tokens.keep(user, registration, next);
    },

    forget: (user, registrationId) => tokens.forget(user, registrationId),

    async reject(user, registrationId, accessToken) {
      const registration = oauthRegistration(registrationId);
      // A refresh under way has spent the refresh token: what it brings must not be lost.
      await refreshes.settled(toKey(user, registrationId));
      const kept = registration && (await tokens.read(user, registration));
      if (registration === undefined || kept?.accessToken !== accessToken) {
        return kept !== undefined;
      }
      return (await tokens.replace(user, registration, kept, undefined)) !== undefined;
    },

    async forgetConsent(user, registrationId, flow) {
      const registration = oauthRegistration(registrationId);
      await refreshes.settled(toKey(user, registrationId));
      const kept = registration && (await tokens.read(user, registration));
      const revoked = registration && kept ? await revokeAt(registration, kept, flow) : false;
      await tokens.forget(user, registrationId);
      return revoked;
    },
  };

  async function revokeAt(registration: OAuthRegistration, kept: OAuthTokens, flow: Flow): Promise<boolean> {
    try {
      const server = await metadata.find(registration, flow);
      const endpoint = server?.revocation_endpoint;
      if (
        server === undefined ||
        endpoint === undefined ||
        !URL.canParse(endpoint) ||
        !isSecureUrl(new URL(endpoint))
      ) {
        flow.add(notRevocable(registration));
        return false;
      }
      await revoke(registration, server, kept, flow, client);
      return true;
    } catch (cause) {
      if (cause instanceof OAuthFault && cause.kind === 'unreachable') {
        throw new SignInUnavailable(cause.why, cause.remedy, { cause });
      }
      if (cause instanceof OAuthFault) {
        return false;
      }
      throw cause;
    }
  }
}

/** From when on there had better be another token, in milliseconds; never before half of its life is over. */
function toRefreshTime({ obtainedAt, expiresAt, refreshToken }: OAuthTokens): number {
  if (expiresAt === undefined) {
    return Number.POSITIVE_INFINITY;
  }
  const end = Date.parse(expiresAt);
  if (refreshToken === undefined) {
    return end;
  }
  const life = obtainedAt === undefined ? Number.POSITIVE_INFINITY : end - Date.parse(obtainedAt);
  return end - Math.min(earlyMs, life / 2);
}

function toKey({ tenantId, id }: Person, registrationId: string): string {
  return JSON.stringify([tenantId, id, registrationId]);
}

const atTheVault = { from: 'Teams host', to: 'Teams host', ms: 0 } as const;

function expiredForGood({ name }: OAuthRegistration) {
  return {
    ...atTheVault,
    request: `Token of the registration "${name}"`,
    note: 'It has expired and the authorization server gave no refresh token: sign in again. Microsoft Entra ID gives one for the scope offline_access.',
  };
}

function notRevocable({ name }: OAuthRegistration) {
  return {
    ...atTheVault,
    request: `Consent for the registration "${name}"`,
    failure: {
      why: 'The metadata of the authorization server names no revocation endpoint that can be used, so the consent stays there.',
      remedy: 'Withdraw the consent at the authorization server itself; the tokens here are forgotten.',
    },
  };
}
