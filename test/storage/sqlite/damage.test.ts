import { closeSync, copyFileSync, openSync, readFileSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect } from 'chai';
import { Unavailable } from '../../../src/foundation/errors.ts';
import { StartupFault } from '../../../src/foundation/startup-fault.ts';
import type { RepairStorage } from '../../../src/storage/sql/repair-storage.ts';
import { openSqliteStorage } from '../../../src/storage/sqlite/open-sqlite-storage.ts';
import { aRepair } from '../../support/a-repair.ts';
import { createRandom, generateRepairs } from '../../support/generate-repairs.ts';
import { createTemporaryFolders } from '../temporary-folder.ts';

const now = () => new Date('2026-01-01T00:00:00Z');
const pageSize = 4096;

/** Overwrites bytes of a file in place. */
function overwrite(file: string, start: number, bytes: Buffer): void {
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, bytes, 0, bytes.length, start);
  closeSync(descriptor);
}

const garbage = (pages: number) => Buffer.alloc(pages * pageSize, 0x2a);

/** What can happen to the file of a database, and the beginning of the remedy at the next start. */
const damages: Readonly<Record<string, readonly [string, (file: string) => void]>> = {
  emptied: ['is empty: restore', (file) => truncateSync(file, 0)],
  'cut to one page': ['is damaged: restore', (file) => truncateSync(file, pageSize)],
  'cut in half': ['is damaged: restore', (file) => truncateSync(file, Math.floor(statSync(file).size / 2))],
  'without its last page': ['is damaged: restore', (file) => truncateSync(file, statSync(file).size - pageSize)],
  'overwritten from the second page on': [
    'is damaged: restore',
    (file) => overwrite(file, pageSize, garbage(statSync(file).size / pageSize - 1)),
  ],
  'overwritten in its last pages': [
    'is damaged: restore',
    (file) => overwrite(file, statSync(file).size - 4 * pageSize, garbage(4)),
  ],
  'overwritten with zeros in the middle': [
    'is damaged: restore',
    (file) => overwrite(file, 20 * pageSize, Buffer.alloc(2 * pageSize)),
  ],
};

describe('a database file that is', () => {
  const newFolder = createTemporaryFolders();
  let folder: string;
  let file: string;
  const open = () => openSqliteStorage({ folder, now, lockTimeout: 20 });

  beforeEach(async () => {
    folder = newFolder();
    file = join(folder, 'repairs.sqlite');
    const storage = await open();
    await storage.createAll('contoso', generateRepairs(300, createRandom(1)));
    await storage.close();
  });

  async function expectRefused(work: Promise<unknown>): Promise<void> {
    const fault = await work.catch((cause: unknown) => cause);
    expect(fault).to.be.instanceOf(Unavailable);
    expect((fault as Unavailable).headers).to.deep.equal({ 'Retry-After': '30' });
  }

  /** Some pages are cached, as in a program that has been running for a while. */
  async function openAndUse(): Promise<RepairStorage> {
    const storage = await open();
    await storage.list('contoso', { limit: 100, text: 'vehicle' });
    await storage.ping();
    return storage;
  }

  for (const [what, [remedy, damage]] of Object.entries(damages)) {
    describe(what, () => {
      it('while it is open accepts no write', async () => {
        const storage = await openAndUse();
        damage(file);
        const before = readFileSync(file);
        await expectRefused(storage.create('contoso', aRepair()));
        await expectRefused(
          storage.preferences.save({ tenantId: 'contoso', id: 'karin' }, { layout: 'grid', firstResults: 'all' }),
        );
        expect(statSync(`${file}-wal`).size).to.equal(0);
        await expectRefused(storage.list('contoso', { limit: 1 }));
        await storage.close();
        expect(readFileSync(file).equals(before)).to.equal(true);
      });

      it('while it is open is not ready, and stays so', async () => {
        const storage = await openAndUse();
        const intact = `${file}.copy`;
        copyFileSync(file, intact);
        damage(file);
        await expectRefused(storage.ping());
        copyFileSync(intact, file);
        await expectRefused(storage.ping());
        await storage.close();
      });

      it('is not opened', async () => {
        damage(file);
        const before = readFileSync(file);
        const fault = await open().catch((cause: unknown) => cause);
        expect(fault).to.be.instanceOf(StartupFault);
        expect((fault as StartupFault).message)
          .to.contain(file)
          .and.contain(remedy);
        expect(readFileSync(file).equals(before)).to.equal(true);
      });
    });
  }

  const logDamages: Readonly<Record<string, (log: string) => void>> = {
    emptied: (log) => truncateSync(log, 0),
    'cut in half': (log) => truncateSync(log, Math.floor(statSync(log).size / 2)),
    'without its last byte': (log) => truncateSync(log, statSync(log).size - 1),
    'overwritten in its header': (log) => overwrite(log, 16, Buffer.alloc(8, 0x2a)),
    'overwritten in a frame': (log) => overwrite(log, 32 + 24 + 100, Buffer.from([0x2a, 0x2b])),
    'overwritten from the first frame on': (log) => overwrite(log, 32, Buffer.alloc(statSync(log).size - 32, 0x2a)),
  };
  for (const [what, damage] of Object.entries(logDamages)) {
    it(`intact, but its write-ahead log was ${what}, accepts no write and is not changed`, async () => {
      const storage = await openAndUse();
      await storage.createAll('contoso', [aRepair({ id: 'in-the-log' })]);
      await storage.ping();
      const before = readFileSync(file);
      damage(`${file}-wal`);
      await expectRefused(storage.create('contoso', aRepair()));
      await expectRefused(storage.ping());
      await storage.close();
      expect(readFileSync(file).equals(before)).to.equal(true);
    });
  }

  for (const end of ['-wal', '-shm']) {
    it(`intact, but its ${end} was removed, accepts no write and loses none`, async () => {
      const storage = await openAndUse();
      await storage.createAll('contoso', [aRepair({ id: 'in-the-log' })]);
      rmSync(`${file}${end}`);
      await expectRefused(storage.create('contoso', aRepair()));
      await storage.close();
      const again = await open();
      expect(await again.find('contoso', 'in-the-log')).not.to.equal(undefined);
      await again.close();
    });
  }

  it('removed while it is open accepts no write', async () => {
    const storage = await openAndUse();
    rmSync(file);
    await expectRefused(storage.create('contoso', aRepair()));
    await expectRefused(storage.ping());
    await storage.close();
  });

  it('replaced by another database while it is open accepts no write', async () => {
    const storage = await openAndUse();
    copyFileSync(file, `${file}.copy`);
    rmSync(file);
    copyFileSync(`${file}.copy`, file);
    await expectRefused(storage.create('contoso', aRepair()));
    await storage.close();
  });

  for (const statement of ['delete from repair_sequence', 'drop table repairs']) {
    it(`without what it needs (${statement}) is not opened`, async () => {
      const other = new Database(file);
      other.exec(statement);
      other.close();
      const fault = await open().catch((cause: unknown) => cause);
      expect(fault).to.be.instanceOf(StartupFault).with.property('message').that.contains('is damaged: restore');
    });
  }

  it('emptied although the write-ahead log has its content is neither opened nor changed', async () => {
    const storage = await open();
    await storage.create('contoso', aRepair());
    const copy = newFolder();
    copyFileSync(`${file}-wal`, join(copy, 'repairs.sqlite-wal'));
    closeSync(openSync(join(copy, 'repairs.sqlite'), 'w'));
    await storage.close();
    const fault = await openSqliteStorage({ folder: copy, now }).catch((cause: unknown) => cause);
    expect(fault).to.be.instanceOf(StartupFault).with.property('message').that.contains('is empty');
    expect(statSync(join(copy, 'repairs.sqlite-wal')).size).to.be.greaterThan(0);
  });

  it('changed by another program, but intact, stays in use', async () => {
    const storage = await openAndUse();
    const other = await open();
    await other.createAll(
      'contoso',
      generateRepairs(400, createRandom(2)).map((repair) => ({ ...repair, id: `other-${repair.id}` })),
    );
    await other.close();
    await storage.ping();
    await storage.create('contoso', aRepair());
    await storage.close();
  });
});
