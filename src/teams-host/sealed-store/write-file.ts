import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Writes a file that must not be there yet, readable by its owner alone, and waits until the disk has it. */
export async function writeNewFile(path: string, content: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Puts a file in place of what was there: after a crash one reads either the old content or the new, whole. */
export async function replaceFile(path: string, content: Uint8Array): Promise<void> {
  const temporary = toTemporaryPath(path);
  try {
    await writeNewFile(temporary, content);
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw cause;
  }
  await syncFolder(dirname(path));
}

/** Removes a file, there or not, so that it stays removed across a power cut. */
export async function removeFile(path: string): Promise<void> {
  await rm(path, { force: true });
  await syncFolder(dirname(path));
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') {
    return;
  }
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** A name nobody else takes, not even a process of the same id that was killed while it wrote. */
export function toTemporaryPath(path: string): string {
  return `${path}.${randomUUID()}.tmp`;
}
