import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect } from 'chai';
import type { RepairStorage } from '../../../src/storage/sql/repair-storage.ts';
import { openSqliteStorage } from '../../../src/storage/sqlite/open-sqlite-storage.ts';
import { aRepair } from '../../support/a-repair.ts';
import { createTemporaryFolders } from '../temporary-folder.ts';

const karin = { tenantId: 'contoso', id: 'karin' };
const others = [
  { ...karin, id: 'isaac' },
  { ...karin, tenantId: 'fabrikam' },
];
const minute = 60_000;

describe('what is stored about people', () => {
  const newFolder = createTemporaryFolders();
  let folder: string;
  let storage: RepairStorage;
  let time: number;
  const open = () => openSqliteStorage({ folder, now: () => new Date(time) });

  beforeEach(async () => {
    time = Date.parse('2026-01-01T00:00:00Z');
    folder = newFolder();
    storage = await open();
  });

  afterEach(() => storage.close());

  function countRows(table: string): number {
    const database = new Database(join(folder, 'repairs.sqlite'));
    const count = database.prepare<[], number>(`select count(*) from ${table}`).pluck().get();
    database.close();
    return count ?? 0;
  }

  describe('a question', () => {
    it('is returned once, to the person who asked it, even after a restart', async () => {
      await storage.people.saveQuestion(karin, 'open repairs');
      await storage.people.saveQuestion(karin, 'my repairs');
      await storage.close();
      storage = await open();
      for (const other of others) {
        expect(await storage.people.takeQuestion(other)).to.equal(undefined);
      }
      expect(await storage.people.takeQuestion(karin)).to.equal('my repairs');
      expect(await storage.people.takeQuestion(karin)).to.equal(undefined);
    });

    it('is returned once to concurrent callers', async () => {
      await storage.people.saveQuestion(karin, 'open repairs');
      const taken = await Promise.all([1, 2, 3].map(() => storage.people.takeQuestion(karin)));
      expect(taken.filter((question) => question !== undefined)).to.deep.equal(['open repairs']);
    });

    it('is not returned after ten minutes, and deleted by the next one', async () => {
      await storage.people.saveQuestion(karin, 'open repairs');
      await storage.people.saveQuestion({ ...karin, id: 'isaac' }, 'my repairs');
      time += 10 * minute;
      expect(await storage.people.takeQuestion(karin)).to.equal(undefined);
      await storage.people.saveQuestion({ ...karin, id: 'daisy' }, 'my repairs');
      expect(countRows('pending_questions')).to.equal(1);
    });
  });

  it('is deleted for one person only', async () => {
    for (const person of [karin, ...others]) {
      const idempotency = { userId: person.id, key: 'key', fingerprint: 'digest' };
      await storage.create(person.tenantId, aRepair(), idempotency);
      await storage.preferences.save(person, { layout: 'grid', firstResults: 'mine' });
      await storage.people.saveQuestion(person, 'my repairs');
    }
    await storage.people.forget(karin);
    expect(await storage.preferences.find(karin)).to.equal(undefined);
    expect(await storage.people.takeQuestion(karin)).to.equal(undefined);
    for (const table of ['preferences', 'pending_questions', 'idempotent_answers']) {
      expect(countRows(table), table).to.equal(2);
    }
    expect((await storage.list('contoso', { limit: 9 })).results).to.have.lengthOf(2);
    await storage.people.forget(karin);
  });

  it('is all in tables that the deletion covers', () => {
    const database = new Database(join(folder, 'repairs.sqlite'));
    const tables = database
      .prepare<[], string>(
        "select distinct m.name from sqlite_schema m, pragma_table_info(m.name) c where c.name = 'user_id'",
      )
      .pluck()
      .all();
    database.close();
    expect(tables).to.have.members(['preferences', 'pending_questions', 'idempotent_answers']);
  });
});
