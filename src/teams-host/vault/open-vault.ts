import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Log } from '../../foundation/log.ts';
import { StartupFault } from '../../foundation/startup-fault.ts';
import { SealBroken } from '../sealed-store/seal.ts';
import { openSealedStore, type SealedStore } from '../sealed-store/sealed-store.ts';
import { createVault } from './create-vault.ts';
import { parseRegistrations } from './parse-registrations.ts';
import type { ApiRegistration, BotRegistration, Registration, SingleSignOnRegistration } from './registration.ts';
import { openSigningKey, type SigningKey } from './signing-key.ts';
import { toTeamsRegistration } from './teams-registration.ts';
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
  readonly vault: Vault;
  readonly bots: readonly BotRegistration[];
  readonly singleSignOn: readonly SingleSignOnRegistration[];
  /** Opens a vault with other registrations and the same token store; their ids must differ from those of the file. */
  openOther(registrations: readonly ApiRegistration[]): Vault;
  /** Returns the key with this name, which outlives a restart. */
  signingKey(name: string): Promise<SigningKey>;
}

/**
 * Opens the vault of a folder, with the registrations and tokens of earlier runs. One process at a time may use it.
 * @throws StartupFault if the folder or the key file cannot be used.
 */
export async function openVault(options: VaultOptions): Promise<OpenedVault> {
  const { folder, log, now } = options;
  const store = await openSealedStore({
    folder,
    keyFile: join(folder, 'vault.key'),
    random: options.random ?? randomBytes,
  });
  if (options.registrations !== undefined) {
    const text = JSON.stringify(options.registrations);
    await store.update(registrationsRecord, () => text);
  }
  const registrations = options.registrations ?? (await readRegistrations(store, folder));
  const tokens = createTokenStore(store, log);
  const client = { fetch: options.fetch ?? globalThis.fetch, now, timeoutMs: options.timeoutMs ?? 10_000 };
  const openOther = (others: readonly ApiRegistration[]) => createVault({ registrations: others, tokens, client });
  const singleSignOn = registrations.filter((registration) => registration.kind === 'singleSignOn');
  const ofApis = registrations.filter(
    (registration) => registration.kind === 'oauth' || registration.kind === 'apiKey',
  );
  return {
    vault: openOther([...ofApis, ...singleSignOn.map(toTeamsRegistration)]),
    singleSignOn,
    bots: registrations.filter((registration) => registration.kind === 'bot'),
    openOther,
    signingKey: (name) => openSigningKey(store, name),
  };
}

const registrationsRecord = 'registrations';

async function readRegistrations(store: SealedStore, folder: string): Promise<readonly Registration[]> {
  try {
    const text = await store.read(registrationsRecord);
    return text === undefined ? [] : parseRegistrations(JSON.parse(text));
  } catch (cause) {
    if (cause instanceof SealBroken) {
      const remedy = 'start once with the registrations file to restore them.';
      throw new StartupFault(`The registrations stored in ${folder} are damaged: ${remedy}`, { cause });
    }
    throw cause;
  }
}
