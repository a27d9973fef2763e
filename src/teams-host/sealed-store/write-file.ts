import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Writes a new file, readable by its owner only, and waits until it has reached the disk. Fails if the file exists. */
export async function writeNewFile(path: string, content: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Replaces a file atomically: after a crash it has either the old content or the new. */
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

/** Removes a file if it exists, durably: it stays removed after a power cut. */
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

/** Returns a unique path beside a file, for its new content. */
export function toTemporaryPath(path: string): string {
  return `${path}.${randomUUID()}.tmp`;
}
