import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { expect } from 'chai';
import { Kysely } from 'kysely';
import { Unavailable } from '../../../src/foundation/errors.ts';
import { StartupFault } from '../../../src/foundation/startup-fault.ts';
import { migrate } from '../../../src/storage/sql/migrate.ts';
import type { RepairStorage } from '../../../src/storage/sql/repair-storage.ts';
import type { Schema } from '../../../src/storage/sql/schema.ts';
import { createSqlRepairStorage } from '../../../src/storage/sql/sql-repair-storage.ts';
import { createSqliteGuard } from '../../../src/storage/sqlite/create-sqlite-guard.ts';
import { openSqliteDatabase } from '../../../src/storage/sqlite/open-sqlite-database.ts';
import { openSqliteStorage } from '../../../src/storage/sqlite/open-sqlite-storage.ts';
import { EmbeddedSqliteDialect } from '../../../src/storage/sqlite/sqlite-dialect.ts';
import { toSqliteFault } from '../../../src/storage/sqlite/sqlite-fault.ts';
import { sqliteMigrations } from '../../../src/storage/sqlite/sqlite-migrations.ts';
import { sqliteSearchIndex } from '../../../src/storage/sqlite/sqlite-search-index.ts';
import { toSqliteStartupFault } from '../../../src/storage/sqlite/sqlite-startup-fault.ts';
import { aRepair } from '../../support/a-repair.ts';
import { expectConsistent } from '../expect-consistent.ts';
import { createTemporaryFolders } from '../temporary-folder.ts';

const now = () => new Date('2026-01-01T00:00:00Z');
const newFolder = createTemporaryFolders();

const fileIn = (folder: string) => join(folder, 'repairs.sqlite');
const open = (folder: string) => openSqliteStorage({ folder, now, lockTimeout: 20 });

async function messageOf(opening: Promise<unknown>): Promise<string> {
  const fault = await opening.then(
    () => expect.fail('the storage opened'),
    (cause: unknown) => cause,
  );
  expect(fault).to.be.instanceOf(StartupFault);
  const { message } = fault as StartupFault;
  expect(message).to.match(/^[^\n]+: [^\n]+\.$/);
  return message;
}

describe('opening the storage', () => {
  it('creates the folder and files with access for this user only', async function () {
    if (process.platform === 'win32') {
      this.skip();
    }
    const folder = join(newFolder(), 'new', 'data');
    const storage = await open(folder);
    await storage.create('contoso', aRepair());
    expect(statSync(folder).mode & 0o777).to.equal(0o700);
    for (const end of ['', '-wal', '-shm']) {
      expect(statSync(fileIn(folder) + end).mode & 0o777).to.equal(0o600);
    }
    await storage.close();
  });

  it('uses WAL mode and syncs every commit to disk', () => {
    const database = openSqliteDatabase(newFolder(), 20);
    expect(database.pragma('journal_mode', { simple: true })).to.equal('wal');
    expect(database.pragma('synchronous', { simple: true })).to.equal(2);
    database.close();
  });

  it('retains repairs stored earlier', async () => {
    const folder = newFolder();
    const [one, repair] = [await open(folder), aRepair()];
    await one.create('contoso', repair);
    await one.close();
    const two = await open(folder);
    expect(await two.find('contoso', repair.id)).to.deep.equal(repair);
    await two.close();
  });

  it('reports a folder that cannot be written to', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'file'), '');
    mkdirSync(fileIn(folder));
    for (const taken of [folder, join(folder, 'file'), join(folder, 'file', 'folder'), 'no\0folder']) {
      expect(await messageOf(open(taken)))
        .to.contain(taken)
        .and.contain('set DATA_FOLDER');
    }
  });

  it('reports a file that is not a database, and leaves it unchanged', async () => {
    const folder = newFolder();
    const text = 'Dear diary, '.repeat(1000);
    writeFileSync(fileIn(folder), text);
    expect(await messageOf(open(folder)))
      .to.contain('is not a database')
      .and.contain(folder);
    expect(readFileSync(fileIn(folder), 'utf8')).to.equal(text);
  });

  it('reports a damaged database', async () => {
    const folder = newFolder();
    await (await open(folder)).close();
    const bytes = readFileSync(fileIn(folder));
    // Everything after the header that identifies a SQLite database.
    writeFileSync(fileIn(folder), bytes.fill(0x2a, 100));
    expect(await messageOf(open(folder)))
      .to.contain('is damaged: restore')
      .and.contain(folder);
  });

  for (const [code, remedy] of [
    ['SQLITE_CORRUPT_INDEX', 'is damaged: restore the data folder from a copy.'],
    ['SQLITE_FULL', 'does not fit on its disk: free some space and start again.'],
    ['SQLITE_READONLY', 'cannot be written to: set DATA_FOLDER to a folder this program may write to.'],
    ['SQLITE_READONLY_DIRECTORY', 'cannot be written to: set DATA_FOLDER to a folder this program may write to.'],
    ['SQLITE_CANTOPEN', 'cannot be written to: set DATA_FOLDER to a folder this program may write to.'],
    ['SQLITE_IOERR_WRITE', 'cannot be written to: set DATA_FOLDER to a folder this program may write to.'],
    ['SQLITE_BUSY_RECOVERY', 'is locked by another program: stop that program and start again.'],
    ['SQLITE_NOTADB', 'is not a database: move the file away, or set DATA_FOLDER to another folder.'],
    ['SQLITE_MISUSE', 'cannot be opened (SQLITE_MISUSE): check that file.'],
  ] as const) {
    it(`names the remedy for ${code}`, () => {
      const fault = toSqliteStartupFault('/data/repairs.sqlite', new Database.SqliteError('private', code));
      expect(fault).to.be.instanceOf(StartupFault);
      expect((fault as StartupFault).message).to.equal(`The database /data/repairs.sqlite ${remedy}`);
    });
  }

  it('returns errors of other types unchanged', () => {
    const bug = new TypeError('a bug');
    expect(toSqliteStartupFault('/data/repairs.sqlite', bug)).to.equal(bug);
  });

  it('reports a database locked by another program', async () => {
    const folder = newFolder();
    await (await open(folder)).close();
    const other = new Database(fileIn(folder));
    other.pragma('locking_mode = exclusive');
    other.exec('begin exclusive; create table other (id integer)');
    expect(await messageOf(open(folder)))
      .to.contain('is locked by another program')
      .and.contain(folder);
    other.exec('rollback');
    other.close();
    await (await open(folder)).close();
  });

  it('waits for another program that migrates the same database', async () => {
    const folder = newFolder();
    openSqliteDatabase(folder, 20).close();
    const workerData = { file: fileIn(folder), milliseconds: 200 };
    const other = new Worker(new URL('./lock-holder.ts', import.meta.url), { workerData });
    await once(other, 'message');
    await (await openSqliteStorage({ folder, now, lockTimeout: 30_000 })).close();
    await once(other, 'exit');
  });

  it('never shows an empty file to another program, not even while it creates the file', () => {
    const folder = newFolder();
    openSqliteDatabase(folder, 20).close();
    expect(readdirSync(folder)).to.deep.equal(['repairs.sqlite']);
    expect(statSync(fileIn(folder)).size).to.be.greaterThan(0);
  });

  it('reports a database written by a newer version, and does not change it', async () => {
    const folder = newFolder();
    await (await open(folder)).close();
    const other = new Database(fileIn(folder));
    other.exec(`insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01T00:00:00.000Z')`);
    other.close();
    const before = readFileSync(fileIn(folder));
    expect(await messageOf(open(folder))).to.contain('newer version');
    expect(readFileSync(fileIn(folder)).equals(before)).to.equal(true);
  });
});

describe('a fault while the storage is open', () => {
  async function expectUnavailable(work: Promise<unknown>, code: string, retryAfter = '30'): Promise<void> {
    const fault = await work.catch((cause: unknown) => cause);
    expect(fault).to.be.instanceOf(Unavailable).with.property('detail', code);
    expect((fault as Unavailable).headers).to.deep.equal({ 'Retry-After': retryAfter });
    expect((fault as Unavailable).cause).to.be.instanceOf(Database.SqliteError);
    expect((fault as Unavailable).message).to.equal('Repairs are not available at the moment. Try again later.');
  }

  async function write(storage: RepairStorage, description: string): Promise<void> {
    for (let left = 1000; left > 0; left -= 1) {
      await storage.create('contoso', aRepair({ description }));
    }
  }

  it('is Unavailable while another program holds the lock, and ends when the lock is released', async () => {
    const folder = newFolder();
    const storage = await open(folder);
    const repair = aRepair();
    await storage.create('contoso', repair);
    const other = new Database(fileIn(folder));
    other.exec('begin immediate');
    await expectUnavailable(storage.create('contoso', aRepair()), 'SQLITE_BUSY', '1');
    await expectUnavailable(storage.update('contoso', repair.id, 1, { title: 'x' }), 'SQLITE_BUSY', '1');
    const person = { tenantId: 'contoso', id: 'karin' };
    await expectUnavailable(
      storage.preferences.save(person, { layout: 'grid', firstResults: 'all' }),
      'SQLITE_BUSY',
      '1',
    );
    expect(await storage.preferences.find(person)).to.equal(undefined);
    expect(await storage.find('contoso', repair.id)).to.deep.equal(repair);
    other.exec('rollback');
    other.close();
    await storage.remove('contoso', repair.id, 1);
    await storage.close();
  });

  it('lets other requests go on while a write waits for the lock of another program', async () => {
    const folder = newFolder();
    const storage = await openSqliteStorage({ folder, now, lockTimeout: 30_000 });
    const repair = aRepair();
    await storage.create('contoso', repair);
    const other = new Database(fileIn(folder));
    other.exec('begin immediate');
    let isSaved = false;
    const saving = storage.update('contoso', repair.id, 1, { title: 'Waited' }).then(() => {
      isSaved = true;
    });
    const person = { tenantId: 'contoso', id: 'karin' };
    const savingPreferences = storage.preferences.save(person, { layout: 'grid', firstResults: 'all' });
    for (let round = 0; round < 20; round += 1) {
      await setImmediate();
      expect(await storage.find('contoso', repair.id)).to.deep.equal(repair);
      expect((await storage.list('contoso', { limit: 1, text: 'oil' })).results).to.deep.equal([repair]);
    }
    await storage.ping();
    expect(isSaved).to.equal(false);
    other.exec('rollback');
    other.close();
    await Promise.all([saving, savingPreferences]);
    expect(await storage.find('contoso', repair.id)).to.include({ title: 'Waited', version: 2 });
    await storage.close();
  });

  it('is Unavailable when the database is full, and leaves no partial writes', async () => {
    const folder = newFolder();
    const database = openSqliteDatabase(folder, 20);
    const db = new Kysely<Schema>({ dialect: new EmbeddedSqliteDialect(database) });
    await migrate(db, sqliteMigrations);
    const guard = createSqliteGuard(database, 20);
    const storage = createSqlRepairStorage({ db, index: sqliteSearchIndex, guard, now });
    await storage.ping();
    database.pragma('max_page_count = 80');
    const words = Array.from({ length: 150 }, (_, number) => `word${number}`).join(' ');
    await expectUnavailable(write(storage, words), 'SQLITE_FULL');
    // Neither ready nor changed, until there is room again; reading goes on.
    await expectUnavailable(storage.ping(), 'SQLITE_FULL');
    expect((await storage.list('contoso', { limit: 1 })).results).to.have.lengthOf(1);
    database.pragma('max_page_count = 10000');
    await storage.ping();
    await storage.create('contoso', aRepair());
    await storage.close();
    expectConsistent(fileIn(folder));
  });

  it('is returned unchanged if it is a programming error', () => {
    for (const code of ['SQLITE_ERROR', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY']) {
      const bug = new Database.SqliteError('near "selct": syntax error', code);
      expect(toSqliteFault(bug), code).to.equal(bug);
    }
  });
});
