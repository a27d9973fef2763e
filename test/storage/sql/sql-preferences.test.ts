import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect } from 'chai';
import type { RepairStorage } from '../../../src/storage/sql/repair-storage.ts';
import type { KeptPreferences } from '../../../src/storage/sql/sql-preferences.ts';
import { openSqliteStorage } from '../../../src/storage/sqlite/open-sqlite-storage.ts';
import { aRepair } from '../../support/a-repair.ts';
import { createTemporaryFolders } from '../temporary-folder.ts';

const karin = { tenantId: 'contoso', id: 'karin' };
const grid: KeptPreferences = { layout: 'grid', firstResults: 'mine' };
const list: KeptPreferences = { layout: 'list', firstResults: 'all' };

describe('preferences in SQL', () => {
  const newFolder = createTemporaryFolders();
  let folder: string;
  let storage: RepairStorage;
  const open = () => openSqliteStorage({ folder, now: () => new Date() });

  beforeEach(async () => {
    folder = newFolder();
    storage = await open();
  });

  afterEach(() => storage.close());

  it('are undefined until saved, and then the last ones saved', async () => {
    expect(await storage.preferences.find(karin)).to.equal(undefined);
    for (const preferences of [grid, list, { ...list, layout: 'grid' }] as const) {
      await storage.preferences.save(karin, preferences);
      expect(await storage.preferences.find(karin)).to.deep.equal(preferences);
    }
  });

  it('persist when the storage is reopened', async () => {
    await storage.preferences.save(karin, grid);
    await storage.close();
    storage = await open();
    expect(await storage.preferences.find(karin)).to.deep.equal(grid);
  });

  it('are separate for each user of each tenant', async () => {
    const others = [
      { ...karin, id: 'isaac' },
      { ...karin, tenantId: 'fabrikam' },
      { tenantId: karin.id, id: karin.tenantId },
      { ...karin, id: 'Karin' },
    ];
    await storage.preferences.save(karin, grid);
    for (const other of others) {
      expect(await storage.preferences.find(other)).to.equal(undefined);
      await storage.preferences.save(other, list);
    }
    expect(await storage.preferences.find(karin)).to.deep.equal(grid);
  });

  it('treat every id as plain text', async () => {
    const ids = [`' or '1'='1`, `karin'; drop table preferences; --`, '%', '_____', '', 'karin\0', '😀', '__proto__'];
    await storage.preferences.save(karin, grid);
    for (const id of ids) {
      expect(await storage.preferences.find({ ...karin, id }), id).to.equal(undefined);
      await storage.preferences.save({ ...karin, id }, list);
      expect(await storage.preferences.find({ ...karin, id }), id).to.deep.equal(list);
    }
    expect(await storage.preferences.find(karin)).to.deep.equal(grid);
  });

  it('reflect changes by another program immediately', async () => {
    const other = await open();
    for (const preferences of [grid, list]) {
      await other.preferences.save(karin, preferences);
      expect(await storage.preferences.find(karin)).to.deep.equal(preferences);
    }
    await other.close();
  });

  it('are saved during concurrent changes of repairs', async () => {
    const people = Array.from({ length: 20 }, (_, number) => ({ ...karin, id: `person${number}` }));
    await Promise.all(
      people.flatMap((person) => [
        storage.create('contoso', aRepair()),
        storage.preferences.save(person, grid),
        // Fails inside its transaction; the rollback must not affect other writes.
        storage.createAll('contoso', [aRepair({ id: 'same' }), aRepair({ id: 'same' })]).catch(() => {}),
      ]),
    );
    await storage.close();
    storage = await open();
    for (const person of people) {
      expect(await storage.preferences.find(person)).to.deep.equal(grid);
    }
  });

  it('are limited by the schema to valid values and one row per user', () => {
    const database = new Database(join(folder, 'repairs.sqlite'));
    const insert = database.prepare('insert into preferences values (?, ?, ?, ?)');
    for (const [layout, firstResults] of [
      ['tiles', 'all'],
      ['list', 'theirs'],
      ['', 'all'],
      [null, 'all'],
      ['list', null],
    ]) {
      expect(() => insert.run('contoso', 'karin', layout, firstResults)).to.throw('constraint failed');
    }
    insert.run('contoso', 'karin', 'list', 'all');
    expect(() => insert.run('contoso', 'karin', 'list', 'all')).to.throw('UNIQUE constraint failed');
    database.close();
  });
});
