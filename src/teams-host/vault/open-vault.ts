import { randomBytes } from 'node:crypto';
import type { Log } from '../../foundation/log.ts';
import { createVault } from './create-vault.ts';
import { createFindRegistration, type FindRegistration } from './find-registration.ts';
import { withLockedRegistrations } from './lock-registrations.ts';
import { openVaultStore, type VaultStore } from './open-vault-store.ts';
import type { BotRegistration, Registration, SingleSignOnRegistration } from './registration.ts';
import { openSigningKey, type SigningKey } from './signing-key.ts';
import { createTokenStore } from './token-store.ts';
import type { Vault } from './vault.ts';

export interface VaultOptions {
  /** Folder of the sealed records and their key, `vault.key` (32 random bytes, mode 0600); created if missing. */
  readonly folder: string;
  /** Replace all stored registrations, which are used if this is absent. */
  readonly registrations?: readonly Registration[] | undefined;
  readonly now: () => Date;
  readonly log: Log;
  readonly random?: (size: number) => Uint8Array;
  readonly fetch?: typeof globalThis.fetch;
  /** Timeout for one request to the authorization server, in milliseconds; 10,000 if absent. */
  readonly timeoutMs?: number;
}

export interface OpenedVault {
  /** Uses the registrations as they are at each call: another program can change them. */
  readonly vault: Vault;
  /** As they were when the vault was opened, like `singleSignOn`. */
  readonly bots: readonly BotRegistration[];
  readonly singleSignOn: readonly SingleSignOnRegistration[];
  /** Opens a vault with other registrations and the same token store; their ids must differ from those of the file. */
  openOther(registration: FindRegistration): Vault;
  /** Returns the key with this name, which outlives a restart. */
  signingKey(name: string): Promise<SigningKey>;
}

/**
 * Opens the vault of a folder, with the registrations and tokens of earlier runs. One process at a time may use it;
 * others may change the registrations, which `withLockedRegistrations` explains.
 * @throws StartupFault if the folder or the key file cannot be used.
 */
export async function openVault(options: VaultOptions): Promise<OpenedVault> {
  const { folder, log, now } = options;
  const { store, registrations: source } = await withLockedRegistrations(folder, () => openStore(options));
  const tokens = createTokenStore(store, log);
  const client = { fetch: options.fetch ?? globalThis.fetch, now, timeoutMs: options.timeoutMs ?? 10_000 };
  const openOther = (registration: FindRegistration) => createVault({ registration, tokens, client });
  const { registrations } = source.current();
  return {
    vault: openOther(createFindRegistration(source, log)),
    singleSignOn: registrations.filter((registration) => registration.kind === 'singleSignOn'),
    bots: registrations.filter((registration) => registration.kind === 'bot'),
    openOther,
    signingKey: (name) => openSigningKey(store, name),
  };
}

async function openStore({ folder, random = randomBytes, registrations }: VaultOptions): Promise<VaultStore> {
  const opened = await openVaultStore(folder, random);
  if (registrations !== undefined) {
    await opened.registrations.replaceAll(registrations);
  }
  return opened;
}
