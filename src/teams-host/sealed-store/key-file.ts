import { link, open, unlink } from 'node:fs/promises';
import { StartupFault } from '../../foundation/startup-fault.ts';
import { toTemporaryPath, writeNewFile } from './write-file.ts';

const keyBytes = 32;

/**
 * Reads the key of the vault; undefined where there is no such file.
 * @throws StartupFault when it is not a file of 32 bytes that its owner alone can read.
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
        `The key file ${path} is not a file of 32 bytes: put the right one back, or ${beginAgain}.`,
      );
    }
    if (process.platform !== 'win32' && (stats.mode & 0o077) !== 0) {
      throw new StartupFault(`The key file ${path} can be read by others than its owner: run chmod 600 on it.`);
    }
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/** What helps when the key is lost. */
export const beginAgain = 'remove the vault folder and the key file to begin again (everybody signs in anew)';

/**
 * Makes the key file, readable by its owner alone, unless another process was first.
 * @returns the key that stands in the file afterwards.
 */
export async function createKeyFile(path: string, key: Uint8Array): Promise<Buffer> {
  const temporary = toTemporaryPath(path);
  await writeNewFile(temporary, key);
  try {
    // A link appears whole or not at all and never replaces a file, which no plain write or rename can say.
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
    throw new StartupFault(`The key file ${path} vanished while it was made: start again.`);
  }
  return stored;
}
