import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { openSealedStore, type SealedStore } from '../sealed-store/sealed-store.ts';
import { openRegistrations, type StoredRegistrationsSource } from './open-registrations.ts';

export interface VaultStore {
  /** All records of the vault. */
  readonly store: SealedStore;
  readonly registrations: StoredRegistrationsSource;
}

/** @param dataFolder of the host. @returns the folder of its vault. */
export const toVaultFolder = (dataFolder: string): string => join(dataFolder, 'vault');

const toKeyFile = (folder: string): string => join(folder, 'vault.key');

/**
 * Opens the store of a vault, and creates it if it is missing. The caller holds the lock of the registrations.
 * @throws StartupFault if the folder or the key file cannot be used.
 */
export async function openVaultStore(folder: string, random: (size: number) => Uint8Array): Promise<VaultStore> {
  const store = await openSealedStore({ folder, keyFile: toKeyFile(folder), random });
  return { store, registrations: openRegistrations(store, folder) };
}

/** Whether there is a vault in the folder. */
export async function isVault(folder: string): Promise<boolean> {
  return access(toKeyFile(folder)).then(
    () => true,
    () => false,
  );
}
