import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect } from 'chai';
import type { RepairStorage } from '../../../src/storage/sql/repair-storage.ts';
import { openSqliteStorage } from '../../../src/storage/sqlite/open-sqlite-storage.ts';
import { aRepair } from '../../support/a-repair.ts';
import { createTemporaryFolders } from '../temporary-folder.ts';

const day = 24 * 60 * 60 * 1000;
const toIdempotency = (key: string) => ({ userId: 'karin', key, fingerprint: 'digest' });

describe('answers stored under an idempotency key', () => {
  const newFolder = createTemporaryFolders();

  const changes: readonly [string, number, (storage: RepairStorage, id: string) => Promise<unknown>][] = [
    ['creations with a key', 1, (storage, id) => storage.create('contoso', aRepair(), toIdempotency(id))],
    ['creations without one', 0, (storage) => storage.create('contoso', aRepair())],
    ['changes', 0, (storage, id) => storage.update('contoso', id, 1, { status: 'done' })],
    ['deletions', 0, (storage, id) => storage.remove('contoso', id, 1)],
  ];
  for (const [what, kept, change] of changes) {
    it(`are deleted after 24 hours by a few ${what}`, async () => {
      let time = Date.parse('2026-01-01T00:00:00Z');
      const folder = newFolder();
      const storage = await openSqliteStorage({ folder, now: () => new Date(time) });
      const reader = new Database(join(folder, 'repairs.sqlite'), { readonly: true });
      const count = () => reader.prepare('select count(*) from idempotent_answers').pluck().get();

      const repairs = Array.from({ length: 25 }, () => aRepair());
      for (const repair of repairs) {
        await storage.create('contoso', repair, toIdempotency(repair.id));
      }
      const few = repairs.slice(-3).map(({ id }) => id);
      time += day - 1;
      await storage.create('contoso', aRepair());
      expect(count()).to.equal(25);
      time += 1;
      for (const id of few) {
        await change(storage, id);
      }
      expect(count()).to.equal(kept * few.length);

      reader.close();
      await storage.close();
    });
  }
});
