import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log } from '../../../src/foundation/log.ts';
import { openVault, type VaultOptions } from '../../../src/teams-host/vault/open-vault.ts';
import type {
  ApiKeyRegistration,
  BotRegistration,
  OAuthRegistration,
  SingleSignOnRegistration,
} from '../../../src/teams-host/vault/registration.ts';
import type { Vault } from '../../../src/teams-host/vault/vault.ts';
import type { Hop } from '../../../src/teams-host/wire/hop.ts';
import type { Person } from '../../../src/teams-host/wire/person.ts';
import { startTokenEndpoint, type TokenEndpoint } from '../../support/token-endpoint.ts';

export const contoso = '11111111-1111-4111-8111-111111111111';
const fabrikam = '22222222-2222-4222-8222-222222222222';

export const karin: Person = { id: 'karin', name: 'Karin Blair', tenantId: contoso, tenantName: 'Contoso' };
export const ashley: Person = { id: 'ashley', name: 'Ashley McCarthy', tenantId: fabrikam, tenantName: 'Fabrikam' };

export const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

export function anOAuthRegistration(origin: string, changes: Partial<OAuthRegistration> = {}): OAuthRegistration {
  return {
    kind: 'oauth',
    id: 'repairs-oauth',
    name: 'Repairs',
    baseUrl: 'http://127.0.0.1:3978/api',
    restrictByOrg: 'any',
    restrictByApp: 'any',
    clientId: 'teams',
    clientSecret: 'client-secret_of-the-registration',
    authorizationEndpoint: `${origin}/authorize`,
    tokenEndpoint: `${origin}/token`,
    refreshEndpoint: `${origin}/refresh`,
    scope: 'repairs_read offline_access',
    pkce: true,
    tokenEndpointAuthMethod: 'client_secret_basic',
    ...changes,
  };
}

export function aTeamsRegistration(
  origin: string,
  changes: Partial<SingleSignOnRegistration> = {},
): SingleSignOnRegistration {
  const { clientId, clientSecret, authorizationEndpoint, tokenEndpoint, refreshEndpoint } = anOAuthRegistration(origin);
  return {
    kind: 'singleSignOn',
    id: 'sso',
    resource: 'api://garden.example.com',
    issuer: origin,
    jwksUri: `${origin}/keys`,
    clientId,
    clientSecret,
    authorizationEndpoint,
    tokenEndpoint,
    refreshEndpoint,
    pkce: true,
    tokenEndpointAuthMethod: 'client_secret_basic',
    ...changes,
  };
}

export function anApiKeyRegistration(changes: Partial<ApiKeyRegistration> = {}): ApiKeyRegistration {
  return {
    kind: 'apiKey',
    id: 'key',
    name: 'Key',
    baseUrl: 'https://api.example',
    restrictByOrg: 'any',
    restrictByApp: 'any',
    apiKey: 'the-api-key-itself',
    ...changes,
  };
}

export function aBotRegistration(changes: Partial<BotRegistration> = {}): BotRegistration {
  return {
    kind: 'bot',
    id: 'repairs-bot',
    appId: 'abcdef00-5555-4555-8555-555555555555',
    appPassword: 'the-password_of-the-bot',
    messagingEndpoint: 'http://127.0.0.1:3978/api/messages',
    oauthConnections: [{ name: 'repairs', registrationId: 'repairs-oauth' }],
    ...changes,
  };
}

export interface RecordedHops {
  readonly hops: Hop[];
  add(hop: Hop): void;
}

export function aFlow(): RecordedHops {
  const hops: Hop[] = [];
  return { hops, add: (hop) => hops.push(hop) };
}

/** A fake clock that tests advance. */
export function aClock(start = '2026-01-01T00:00:00.000Z') {
  let time = Date.parse(start);
  return {
    now: () => new Date(time),
    advance(seconds: number) {
      time += seconds * 1000;
    },
  };
}

/** A temporary folder, a scripted token endpoint, a clock, and vaults opened on them. */
export interface VaultWorld {
  readonly folder: string;
  readonly endpoint: TokenEndpoint;
  readonly clock: ReturnType<typeof aClock>;
  readonly registration: OAuthRegistration;
  open(options?: Partial<VaultOptions>): Promise<Vault>;
  close(): Promise<void>;
}

export async function startVaultWorld(): Promise<VaultWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'vault-'));
  const endpoint = await startTokenEndpoint();
  const clock = aClock();
  const registration = anOAuthRegistration(endpoint.origin);
  return {
    folder,
    endpoint,
    clock,
    registration,
    async open(options = {}) {
      const defaults = { folder, now: clock.now, log: silent, timeoutMs: 8000 };
      return (await openVault({ ...defaults, registrations: [registration], ...options })).vault;
    },
    async close() {
      await endpoint.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A vault with one OAuth registration, opened for each test of a `describe`; acts for Karin by default. */
export interface VaultFixture {
  world(): VaultWorld;
  vault(): Vault;
  /** Reopens the vault. */
  reopen(options?: Partial<VaultOptions>): Promise<void>;
  /** Stores tokens that expire in a minute. */
  keepTokens(user?: Person): Promise<void>;
  accessToken(flow?: ReturnType<typeof aFlow>): Promise<string | undefined>;
}

export const vaultRegistrationId = 'repairs-oauth';

export function vaultFixture(): VaultFixture {
  let world: VaultWorld;
  let vault: Vault;

  beforeEach(async () => {
    world = await startVaultWorld();
    vault = await world.open();
  });
  afterEach(() => world.close());

  return {
    world: () => world,
    vault: () => vault,
    async reopen(options) {
      vault = await world.open(options);
    },
    keepTokens: (user = karin) =>
      vault.keep(user, vaultRegistrationId, {
        accessToken: 'access-1',
        refreshToken: 'refresh-1',
        expiresAt: new Date(world.clock.now().getTime() + 60_000).toISOString(),
      }),
    accessToken: (flow = aFlow()) => vault.accessToken(karin, vaultRegistrationId, flow),
  };
}
