import { link, open, unlink } from 'node:fs/promises';
import { StartupFault } from '../../foundation/startup-fault.ts';
import { toTemporaryPath, writeNewFile } from './write-file.ts';

const keyBytes = 32;

/**
 * Reads the key of the store.
 * @returns undefined if the file does not exist.
 * @throws StartupFault if it is not a file of 32 bytes that only its owner can read.
 */
export async function readKeyFile(path: string): Promise<Buffer | undefined> {
  const file = await open(path, 'r').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') {
      return undefined;
    }
    throw new StartupFault(`The key file ${path} cannot be read: let its owner read it (chmod 600).`, { cause });
  });
  if (file === undefined) {
    return undefined;
  }
  try {
    const stats = await file.stat();
    if (!stats.isFile() || stats.size !== keyBytes) {
      throw new StartupFault(
        `The key file ${path} is not a file of 32 bytes: put the right one back, or ${startOver}.`,
      );
    }
    if (process.platform !== 'win32' && (stats.mode & 0o077) !== 0) {
      throw new StartupFault(`The key file ${path} can be read by users other than its owner: run chmod 600 on it.`);
    }
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/** The remedy for a lost key. */
export const startOver = 'remove the vault folder and the key file to start over (everybody has to sign in again)';

/**
 * Creates the key file, readable by its owner only, unless another process has created it first.
 * @returns the key in the file.
 */
export async function createKeyFile(path: string, key: Uint8Array): Promise<Buffer> {
  const temporary = toTemporaryPath(path);
  await writeNewFile(temporary, key);
  try {
    // Linking is atomic and never replaces a file; neither a write nor a rename guarantees both.
    await link(temporary, path).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'EEXIST') {
        throw cause;
      }
    });
  } finally {
    await unlink(temporary);
  }
  const stored = await readKeyFile(path);
  if (stored === undefined) {
    throw new StartupFault(`The key file ${path} vanished while it was created: start again.`);
  }
  return stored;
}
