import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { openSqliteStorage } from '../../../src/storage/sqlite/open-sqlite-storage.ts';
import { aRepair } from '../../support/a-repair.ts';
import { describeRepairRepository } from '../describe-repair-repository.ts';
import { createTemporaryFolders } from '../temporary-folder.ts';

/** Encodes a scope as the search index does. */
const toToken = (scope: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(scope)).digest('hex').slice(0, 6);

/** Finds two texts whose scopes have the same token in the search index. */
function collide(toScope: (text: string) => readonly string[]): readonly [string, string] {
  const seen = new Map<string, string>();
  for (let number = 0; ; number += 1) {
    const text = `n${number}`;
    const token = toToken(toScope(text));
    const other = seen.get(token);
    if (other !== undefined) {
      return [other, text];
    }
    seen.set(token, text);
  }
}

describe('the repository on SQLite', () => {
  const newFolder = createTemporaryFolders();
  describeRepairRepository((now) => openSqliteStorage({ folder: newFolder(), now }));
});

describe('scopes that share a token in the search index', () => {
  const newFolder = createTemporaryFolders();
  const open = () => openSqliteStorage({ folder: newFolder(), now: () => new Date() });

  it('keep the repairs of two tenants apart', async () => {
    const [one, other] = collide((tenant) => [tenant]);
    const storage = await open();
    await storage.create(one, aRepair());
    expect((await storage.list(one, { limit: 1, text: 'oil' })).results).to.have.lengthOf(1);
    expect((await storage.list(other, { limit: 1, text: 'oil' })).results).to.deep.equal([]);
    await storage.close();
  });
});
