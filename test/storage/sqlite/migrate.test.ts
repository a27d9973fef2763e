import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect } from 'chai';
import { Kysely, sql } from 'kysely';
import { migrate } from '../../../src/storage/sql/migrate.ts';
import { toPosition } from '../../../src/storage/sql/position.ts';
import type { Schema } from '../../../src/storage/sql/schema.ts';
import { toRow } from '../../../src/storage/sql/to-repair.ts';
import { openSqliteDatabase } from '../../../src/storage/sqlite/open-sqlite-database.ts';
import { openSqliteStorage } from '../../../src/storage/sqlite/open-sqlite-storage.ts';
import { EmbeddedSqliteDialect } from '../../../src/storage/sqlite/sqlite-dialect.ts';
import { sqliteMigrations } from '../../../src/storage/sqlite/sqlite-migrations.ts';
import { sqliteSearchIndex } from '../../../src/storage/sqlite/sqlite-search-index.ts';
import { aRepair } from '../../support/a-repair.ts';
import { expectConsistent } from '../expect-consistent.ts';
import { createTemporaryFolders } from '../temporary-folder.ts';

/** Digest of the schema that each migration creates. Add a line for each new migration; never change one. */
const released: Readonly<Record<string, string>> = {
  '0001-repairs': 'df540b5f0c758bb0',
  '0002-preferences': '8f95cad9799434c2',
  '0003-beginnings-of-names': '41626837c3d03c62',
  '0004-pending-questions': 'dbf233724663cbae',
};

/** From this migration on the search index has its present columns. */
const releasedIndex = 2;

const now = () => new Date('2026-01-01T00:00:00Z');
const newFolder = createTemporaryFolders();
const openDatabase = (folder: string) =>
  new Kysely<Schema>({ dialect: new EmbeddedSqliteDialect(openSqliteDatabase(folder, 20)) });

describe('a migration', () => {
  it('that fails is rolled back with those before it', async () => {
    const folder = newFolder();
    const db = openDatabase(folder);
    const half = async (transaction: Kysely<unknown>) => {
      await sql`create table half (id integer)`.execute(transaction);
      throw new Error('halfway');
    };
    const fault = await migrate(db, { ...sqliteMigrations, '9999-half': { up: half } }).catch(
      (cause: unknown) => cause,
    );
    expect(fault).to.be.instanceOf(Error).with.property('message', 'halfway');
    const { rows } = await sql<{ name: string }>`select name from sqlite_schema where type = 'table'`.execute(db);
    expect(rows.map(({ name }) => name)).to.have.members(['kysely_migration', 'kysely_migration_lock']);
    await migrate(db, sqliteMigrations);
    await db.destroy();
  });

  it('that has been released still creates the same schema', async () => {
    const digests: Record<string, string> = {};
    for (const [name, migration] of Object.entries(sqliteMigrations)) {
      const db = openDatabase(newFolder());
      const earlier = Object.entries(sqliteMigrations).filter(([other]) => other < name);
      await migrate(db, Object.fromEntries([...earlier, [name, migration]]));
      // The shadow tables of FTS5 are internal to SQLite.
      const { rows } = await sql<{ sql: string }>`
        select sql from sqlite_schema
        where sql is not null and tbl_name not like 'kysely%' and tbl_name not like 'repair_search_%'
        order by name`.execute(db);
      digests[name] = createHash('sha256').update(JSON.stringify(rows)).digest('hex').slice(0, 16);
      await db.destroy();
    }
    expect(digests).to.deep.equal(released);
  });

  for (const count of Object.keys(sqliteMigrations).keys()) {
    it(`keeps the data of a database at migration ${count + 1}`, async () => {
      const folder = newFolder();
      const db = openDatabase(folder);
      await migrate(db, Object.fromEntries(Object.entries(sqliteMigrations).slice(0, count + 1)));
      // More rows than one statement inserts.
      const repairs = Array.from({ length: 250 }, (_, place) => aRepair({ date: '2024-05-01', id: String(place) }));
      const rows = repairs.map((repair, place) => toRow('contoso', repair, toPosition(repair.date, place)));
      await db.insertInto('repairs').values(rows).execute();
      if (count >= releasedIndex) {
        await sqliteSearchIndex.add(db, rows);
      }
      await db.destroy();

      const storage = await openSqliteStorage({ folder, now });
      for (const query of [{ text: 'oil' }, { assignedTo: 'kar bl' }]) {
        const { results } = await storage.list('contoso', { limit: 2, ...query });
        expect(results).to.deep.equal(repairs.slice(-2).reverse());
      }
      const [person, preferences] = [
        { tenantId: 'contoso', id: 'karin' },
        { layout: 'grid', firstResults: 'all' },
      ] as const;
      await storage.preferences.save(person, preferences);
      expect(await storage.preferences.find(person)).to.deep.equal(preferences);
      await storage.close();
      expectConsistent(join(folder, 'repairs.sqlite'));
    });
  }
});
