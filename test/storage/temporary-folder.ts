import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of its own for each test that asks; removed when the tests of the `describe` are done. */
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
