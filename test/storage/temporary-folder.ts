import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Returns a function that creates a temporary folder; removes all folders after the tests of the `describe`. */
export function createTemporaryFolders(): () => string {
  const folders: string[] = [];
  after(() => {
    for (const folder of folders) {
      rmSync(folder, { recursive: true, force: true });
    }
  });
  return () => {
    const folder = mkdtempSync(join(tmpdir(), 'repairs-'));
    folders.push(folder);
    return folder;
  };
}
