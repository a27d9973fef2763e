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
  /** Finds a registration by its id, as it is at the time of the call. */
  readonly registration: (id: string) => ApiRegistration | undefined;
  readonly tokens: TokenStore;
  readonly client: OAuthClientOptions;
}

/** How long before its expiry a token is refreshed, so that it does not expire on the way; in milliseconds. */
const refreshMarginMs = 30_000;

/** Creates a vault. Concurrent callers share one refresh, because a refresh token can be used only once. */
export function createVault({ registration: findRegistration, tokens, client }: VaultParts): Vault {
  const refreshes = createSingleFlight<OAuthTokens | undefined>();
  const metadata = createMetadataSource(client);

  function oauthRegistration(id: string): OAuthRegistration | undefined {
    const registration = findRegistration(id);
    return registration?.kind === 'oauth' ? registration : undefined;
  }

  function isFresh(kept: OAuthTokens): boolean {
    return toRefreshTime(kept) > client.now().getTime();
  }

  async function refresh(user: Person, registration: OAuthRegistration, flow: Flow): Promise<OAuthTokens | undefined> {
    // Another caller may have refreshed in the meantime, and a refresh token can be used only once.
    const old = await tokens.read(user, registration);
    if (old === undefined || isFresh(old)) {
      return old;
    }
    if (old.refreshToken === undefined) {
      flow.add(toExpiredHop(registration));
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
    registration: findRegistration,

    accessToken: async (user, registrationId, flow) => (await find(user, registrationId, flow))?.accessToken,

    async token(user, registrationId, flow) {
      const found = await find(user, registrationId, flow);
      return found && { accessToken: found.accessToken, expiresAt: found.expiresAt };
    },

    async isSignedIn(user, registrationId) {
      const registration = oauthRegistration(registrationId);
      const kept = registration && (await tokens.read(user, registration));
      return kept !== undefined && (kept.refreshToken !== undefined || isFresh(kept));
    },

    async keep(user, registrationId, next) {
      const registration = oauthRegistration(registrationId);
      if (registration === undefined) {
        throw new Error('only an OAuth registration has tokens');
      }
      await tokens.keep(user, registration, next);
    },

    forget: (user, registrationId) => tokens.forget(user, registrationId),

    async reject(user, registrationId, accessToken) {
      const registration = oauthRegistration(registrationId);
      // A pending refresh has used up the refresh token: its result must not be lost.
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
        flow.add(toNotRevocableHop(registration));
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

/** When to refresh, in milliseconds since 1970: shortly before expiry, but not before half of the lifetime. */
function toRefreshTime({ obtainedAt, expiresAt, refreshToken }: OAuthTokens): number {
  if (expiresAt === undefined) {
    return Number.POSITIVE_INFINITY;
  }
  const expiry = Date.parse(expiresAt);
  if (refreshToken === undefined) {
    return expiry;
  }
  const lifetime = obtainedAt === undefined ? Number.POSITIVE_INFINITY : expiry - Date.parse(obtainedAt);
  return expiry - Math.min(refreshMarginMs, lifetime / 2);
}

function toKey({ tenantId, id }: Person, registrationId: string): string {
  return JSON.stringify([tenantId, id, registrationId]);
}

const vaultHop = { from: 'Teams host', to: 'Teams host', ms: 0 } as const;

function toExpiredHop({ name }: OAuthRegistration) {
  return {
    ...vaultHop,
    request: `Token of the registration "${name}"`,
    note: 'It has expired and the authorization server issued no refresh token: sign in again. Microsoft Entra ID issues one for the scope offline_access.',
  };
}

function toNotRevocableHop({ name }: OAuthRegistration) {
  return {
    ...vaultHop,
    request: `Consent for the registration "${name}"`,
    failure: {
      why: 'The metadata of the authorization server names no usable revocation endpoint, so the consent remains there.',
      remedy: 'Withdraw the consent at the authorization server itself; the tokens here are removed.',
    },
  };
}
