import { expect } from 'chai';
import { openSqliteStorage } from '../../../src/storage/sqlite/open-sqlite-storage.ts';
import { aRepair } from '../../support/a-repair.ts';
import { createTemporaryFolders } from '../temporary-folder.ts';

const now = () => new Date();

describe('the revision of a database', () => {
  const newFolder = createTemporaryFolders();

  it('changes after each write, and only then', async () => {
    const storage = await openSqliteStorage({ folder: newFolder(), now });
    const seen = new Set([await storage.revision()]);
    const isNew = async () => {
      const revision = await storage.revision();
      expect(await storage.revision()).to.equal(revision);
      expect(seen.has(revision)).to.equal(false);
      seen.add(revision);
    };
    const repair = aRepair();
    await storage.create('a', repair);
    await isNew();
    await storage.update('a', repair.id, 1, { status: 'done' });
    await isNew();
    await storage.list('a', { limit: 1 });
    expect(seen.has(await storage.revision())).to.equal(true);
    await storage.remove('a', repair.id, 2);
    await isNew();
    await storage.close();
  });

  it('changes after each write by another program', async () => {
    const folder = newFolder();
    const storage = await openSqliteStorage({ folder, now });
    const other = await openSqliteStorage({ folder, now });
    const seen = new Set([await storage.revision()]);
    const repair = aRepair();
    for (const change of [
      () => other.create('a', repair),
      () => other.update('a', repair.id, 1, { title: 'Another' }),
      () => other.remove('a', repair.id, 2),
      () => other.createAll('b', [aRepair(), aRepair()]),
    ]) {
      await change();
      const revision = await storage.revision();
      expect(seen.has(revision)).to.equal(false);
      expect(await storage.revision()).to.equal(revision);
      seen.add(revision);
    }
    await other.close();
    await storage.close();
  });

  it('never identifies two different pages, even during concurrent writes', async () => {
    const folder = newFolder();
    const [one, other] = [await openSqliteStorage({ folder, now }), await openSqliteStorage({ folder, now })];
    const pages = new Map<string, string>();
    const look = async () => {
      const revision = (await one.revision()) ?? expect.fail('no revision');
      const page = JSON.stringify((await one.list('a', { limit: 100 })).results);
      // The page may be newer than the revision, but then that revision never occurs again.
      if ((await one.revision()) === revision) {
        expect(pages.get(revision) ?? page).to.equal(page);
        pages.set(revision, page);
      }
    };
    const repair = aRepair();
    await one.create('a', repair);
    let version = 1;
    for (let round = 0; round < 40; round += 1) {
      const writer = round % 3 === 0 ? other : one;
      const failing = writer.update('a', repair.id, version + 7, { title: 'no' }).catch(() => {});
      const changing = writer.update('a', repair.id, version, { title: `Title ${round}` });
      await Promise.all([look(), failing, changing, look()]);
      version += 1;
      await look();
    }
    expect(pages.size).to.be.greaterThan(40);
    await other.close();
    await one.close();
  });
});
