import { expect } from 'chai';
import { openSqliteStorage } from '../../src/storage/sqlite/open-sqlite-storage.ts';
import { aRepair } from '../support/a-repair.ts';
import { contoso, fabrikam } from '../support/issuer.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

interface Page {
  readonly results: readonly { readonly id: string; readonly status: string }[];
}

describe('a page of repairs that was requested before', () => {
  let app: TestApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.close());

  const list = async (query = '', token = {}) =>
    ((await app.call('GET', `/api/repairs${query}`, { token })).body as Page).results;
  const newRepair = { title: 'Loose mirror', description: '', assignedTo: 'Daisy Phillips', date: '2099-01-01' };

  it('reflects repairs created, changed or deleted since', async () => {
    await list();
    const created = await app.call('POST', '/api/repairs', { body: newRepair });
    const { id } = created.body as { id: string };
    expect((await list())[0]).to.include({ id, status: 'open' });
    const changed = await app.call('PATCH', `/api/repairs/${id}`, {
      body: { status: 'done' },
      headers: { 'If-Match': created.headers.get('etag') ?? '' },
    });
    expect((await list())[0]).to.include({ id, status: 'done' });
    await app.call('DELETE', `/api/repairs/${id}`, { headers: { 'If-Match': changed.headers.get('etag') ?? '' } });
    expect((await list()).map((repair) => repair.id)).not.to.include(id);
  });

  it('reflects writes of another program to the same database', async () => {
    const before = await list('?limit=5');
    const other = await openSqliteStorage({ folder: app.folder, now: () => new Date() });
    try {
      await other.create(contoso, aRepair({ id: 'from-elsewhere', date: '2099-02-02' }));
      expect((await list('?limit=5'))[0]).to.include({ id: 'from-elsewhere' });
      await other.remove(contoso, 'from-elsewhere', 1);
      expect(await list('?limit=5')).to.deep.equal(before);
    } finally {
      await other.close();
    }
  });

  it('differs between tenants', async () => {
    const ours = await list('?limit=3');
    const theirs = await list('?limit=3', { claims: { tid: fabrikam } });
    expect(theirs).not.to.deep.equal(ours);
    expect(await list('?limit=3')).to.deep.equal(ours);
  });

  it('answers 403 without the scope to read it', async () => {
    await list();
    const { status } = await app.call('GET', '/api/repairs', { token: { claims: { scope: 'repairs_write' } } });
    expect(status).to.equal(403);
  });
});
