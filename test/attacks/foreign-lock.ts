/** Another program that holds the lock of the database. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect } from 'chai';
import { type AttackedApp, aNewRepair, report, startAttackedApp } from './attacked-app.ts';

describe('another program that holds the lock of the database', () => {
  let app: AttackedApp;

  before(async () => {
    app = await startAttackedApp();
  });

  after(() => app.close());

  it('delays writes, but no reads', async () => {
    const other = new Database(join(app.folder, 'repairs.sqlite'));
    other.exec('begin immediate');
    let answered = 0;
    const writes = Array.from({ length: 20 }, async () => {
      const { status, headers } = await app.call('POST', '/api/repairs', { body: aNewRepair });
      answered += 1;
      return `${status}, Retry-After ${headers.get('retry-after')}`;
    });
    let reads = 0;
    let slowest = 0;
    while (answered === 0) {
      const start = performance.now();
      expect((await app.call('GET', `/api/repairs?text=word${reads}`)).status).to.equal(200);
      slowest = Math.max(slowest, performance.now() - start);
      reads += 1;
    }
    report(`${reads} reads were answered before the first write, the slowest after ${slowest.toFixed(0)} ms`);
    expect(reads).to.be.greaterThan(3);
    expect(new Set(await Promise.all(writes))).to.deep.equal(new Set(['503, Retry-After 1']));
    other.exec('rollback');
    other.close();
    expect((await app.call('POST', '/api/repairs', { body: aNewRepair })).status).to.equal(201);
  });
});
