import { readFileSync, statSync } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { textMember } from '../../foundation/json-value.ts';
import { StartupFault } from '../../foundation/startup-fault.ts';
import { createKeyFile, readKeyFile, startOver } from './key-file.ts';
import { SealBroken, type SealKeys, seal, toFileName, toSealKeys, unseal } from './seal.ts';
import { removeFile, replaceFile } from './write-file.ts';

/** Text records by name, sealed in one file each. Writes resolve after they have reached the disk. */
export interface SealedStore {
  /** @throws SealBroken if the record's file was altered. */
  read(record: string): Promise<string | undefined>;

  /** Like `read`, but blocks. */
  readNow(record: string): string | undefined;

  /**
   * Returns a value that changes whenever the record changes, also by another program; undefined if there is no record.
   * Blocks for one `stat`.
   */
  versionOf(record: string): string | undefined;

  /**
   * Replaces a record by the result of `change`; undefined removes it. Changes of one record run one after the other. A
   * record that cannot be opened counts as missing.
   * @returns the new record.
   */
  update(record: string, change: (current: string | undefined) => string | undefined): Promise<string | undefined>;
}

export interface SealedStoreOptions {
  /** Folder of the records; created if missing. */
  readonly folder: string;
  /** File of 32 random bytes, mode 0600; created if missing. */
  readonly keyFile: string;
  readonly random: (size: number) => Uint8Array;
}

/** A record that distinguishes a wrong key from a damaged record when the store is opened. */
const canary = 'canary';

/**
 * Opens a store, and creates its folder and key file if they are missing.
 * @throws StartupFault if the folder or the key file cannot be used, or the folder was sealed with another key.
 */
export async function openSealedStore({ folder, keyFile, random }: SealedStoreOptions): Promise<SealedStore> {
  const keys = toSealKeys(await openKey(folder, keyFile, random));
  const store = createStore(folder, keys, random);
  try {
    if ((await store.read(canary)) === undefined && (await hasRecords(folder))) {
      throw new SealBroken();
    }
    await store.update(canary, () => canary);
  } catch (cause) {
    if (cause instanceof SealBroken) {
      const fault = `The key file ${keyFile} is not the one that sealed ${folder}: put the right one back, or ${startOver}.`;
      throw new StartupFault(fault, { cause });
    }
    throw new StartupFault(`The vault folder ${folder} cannot be written: ${writable}`, { cause });
  }
  return store;
}

const writable = 'give this user the right to write there, or choose another folder.';

async function openKey(folder: string, keyFile: string, random: SealedStoreOptions['random']): Promise<Uint8Array> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await mkdir(dirname(keyFile), { recursive: true, mode: 0o700 });
    const key = await readKeyFile(keyFile);
    if (key === undefined && (await hasRecords(folder))) {
      throw new StartupFault(
        `The key file ${keyFile} is missing, and ${folder} was sealed with it: put it back, or remove the folder to start over.`,
      );
    }
    return key ?? (await createKeyFile(keyFile, random(32)));
  } catch (cause) {
    if (cause instanceof StartupFault) {
      throw cause;
    }
    throw new StartupFault(`The vault folder ${folder} or its key file cannot be created: ${writable}`, { cause });
  }
}

async function hasRecords(folder: string): Promise<boolean> {
  return (await readdir(folder)).some((name) => name.endsWith('.sealed'));
}

function createStore(folder: string, keys: SealKeys, random: SealedStoreOptions['random']): SealedStore {
  const queues = new Map<string, Promise<unknown>>();

  const pathOf = (record: string) => join(folder, toFileName(keys, record));

  async function read(record: string): Promise<string | undefined> {
    const sealed = await readFile(pathOf(record)).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') {
        return undefined;
      }
      throw cause;
    });
    return sealed === undefined ? undefined : unseal(keys, record, sealed);
  }

  async function readUnlessBroken(record: string): Promise<string | undefined> {
    return read(record).catch((cause: unknown) => {
      if (cause instanceof SealBroken) {
        return undefined;
      }
      throw cause;
    });
  }

  async function change(record: string, toNext: (current: string | undefined) => string | undefined) {
    const next = toNext(await readUnlessBroken(record));
    if (next === undefined) {
      await removeFile(pathOf(record));
    } else {
      await replaceFile(pathOf(record), seal(keys, record, next, random(12)));
    }
    return next;
  }

  return {
    read,
    readNow(record) {
      const sealed = unlessMissing(() => readFileSync(pathOf(record)));
      return sealed === undefined ? undefined : unseal(keys, record, sealed);
    },
    versionOf(record) {
      const stats = unlessMissing(() => statSync(pathOf(record), { bigint: true }));
      return stats && `${stats.ino} ${stats.mtimeNs} ${stats.ctimeNs} ${stats.size}`;
    },
    update(record, toNext) {
      const before = queues.get(record) ?? Promise.resolve();
      const mine = before.then(
        () => change(record, toNext),
        () => change(record, toNext),
      );
      queues.set(record, mine);
      const cleanUp = () => {
        if (queues.get(record) === mine) {
          queues.delete(record);
        }
      };
      mine.then(cleanUp, cleanUp);
      return mine;
    },
  };
}

/** @returns undefined if the file does not exist. */
function unlessMissing<Result>(access: () => Result): Result | undefined {
  try {
    return access();
  } catch (cause) {
    if (textMember(cause, 'code') === 'ENOENT') {
      return undefined;
    }
    throw cause;
  }
}
