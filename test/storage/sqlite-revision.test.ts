import { expect } from 'chai';
import { openSqliteStorage } from '../../src/storage/open-sqlite-storage.ts';
import { aRepair } from '../support/a-repair.ts';
import { createTemporaryFolders } from './temporary-folder.ts';

const now = () => new Date();

describe('the revision of a database', () => {
  const newFolder = createTemporaryFolders();

  it('stays while nothing changes, and is another after each change', async () => {
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

  it('is another when another program has changed something', async () => {
    const folder = newFolder();
    const storage = await openSqliteStorage({ folder, now });
    const before = await storage.revision();
    const other = await openSqliteStorage({ folder, now });
    await other.create('a', aRepair());
    await other.close();
    expect(await storage.revision()).not.to.equal(before);
    await storage.close();
  });
});
