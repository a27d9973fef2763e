import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { openSqliteStorage } from '../../../src/storage/sqlite/open-sqlite-storage.ts';
import { expectConsistent } from '../expect-consistent.ts';
import { createTemporaryFolders } from '../temporary-folder.ts';

interface Acknowledged {
  readonly id: string;
  /** Absent if the repair was deleted. */
  readonly title?: string;
  readonly version: number;
}

const writer = fileURLToPath(new URL('./endless-writer.ts', import.meta.url));

/** Runs a writer, kills it after that many acknowledged writes, and returns the last acknowledgment of each repair. */
async function runWriter(folder: string, prefix: string, writes: number): Promise<readonly Acknowledged[]> {
  const child = spawn(process.execPath, [writer, folder, prefix], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const acknowledged = new Map<string, Acknowledged>();
  let left = writes;
  for await (const line of createInterface({ input: child.stdout })) {
    const answer = JSON.parse(line) as Acknowledged;
    acknowledged.set(answer.id, answer);
    left -= 1;
    if (left === 0) {
      child.kill('SIGKILL');
    }
  }
  expect(await exited).to.deep.equal([null, 'SIGKILL']);
  return [...acknowledged.values()];
}

async function expectKept(folder: string, acknowledged: readonly Acknowledged[]): Promise<void> {
  const storage = await openSqliteStorage({ folder, now: () => new Date() });
  for (const { id, title, version } of acknowledged) {
    const kept = await storage.find('contoso', id);
    // The writer may have completed one more write than it could report.
    if (kept?.version === version) {
      expect(kept.title).to.equal(title);
    } else {
      expect(kept?.version ?? 3, id).to.be.within(version, version + 1);
    }
  }
  await storage.close();
  expectConsistent(join(folder, 'repairs.sqlite'));
}

describe('a writer that is killed', () => {
  const newFolder = createTemporaryFolders();

  it('loses no acknowledged write and leaves no partial one', async () => {
    const folder = newFolder();
    const acknowledged: Acknowledged[] = [];
    for (const [round, writes] of [40, 97, 140].entries()) {
      acknowledged.push(...(await runWriter(folder, `r${round}`, writes)));
      await expectKept(folder, acknowledged);
    }
  });
});

describe('two programs that share a data folder', () => {
  const newFolder = createTemporaryFolders();

  it('keep every acknowledged write', async () => {
    const folder = newFolder();
    const acknowledged = await Promise.all([runWriter(folder, 'one', 200), runWriter(folder, 'two', 200)]);
    await expectKept(folder, acknowledged.flat());
  });
});
