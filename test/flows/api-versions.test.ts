import { expect } from 'chai';
import { startApp, type TestApp } from '../support/start-app.ts';

describe('the version of a repair in bodies and queries, for callers that see no headers', () => {
  let app: TestApp;

  before(async () => {
    app = await startApp();
  });

  after(() => app.close());

  const aRepair = async (): Promise<{ readonly id: string }> => {
    const body = { title: 'Tire service', description: 'Rotate and balance.', assignedTo: 'Karin Blair' };
    return (await app.call('POST', '/api/repairs', { body })).body as { id: string };
  };

  it('is in every representation of a repair, with the address of its page', async () => {
    const { id } = await aRepair();
    const shown = { version: 1, url: `${app.publicUrl}/repairs/${id}` };
    expect((await app.call('GET', `/api/repairs/${id}`)).body).to.include(shown);
    const { body } = await app.call('GET', '/api/repairs?text=rotate');
    expect((body as { results: object[] }).results.find((repair) => 'id' in repair && repair.id === id)).to.include(
      shown,
    );
  });

  describe('PATCH /api/repairs/{id}', () => {
    const patch = (id: string, body: unknown, headers: Record<string, string> = {}) =>
      app.call('PATCH', `/api/repairs/${id}`, { body, headers });

    it('accepts the version in the body in place of If-Match, or beside it if both agree', async () => {
      const { id } = await aRepair();
      const first = await patch(id, { title: 'First', version: 1 });
      expect(first.status).to.equal(200);
      expect(first.body).to.include({ title: 'First', version: 2 });
      const second = await patch(id, { title: 'Second', version: 2 }, { 'If-Match': '"2"' });
      expect(second.body).to.include({ status: 'open', title: 'Second', version: 3 });
      const differing = await patch(id, { title: 'Third', version: 3 }, { 'If-Match': '"2"' });
      expect(differing.body).to.include({ status: 400, field: 'version' });
    });

    it('answers 412 to a stale version, with the current state of the repair', async () => {
      const { id } = await aRepair();
      await patch(id, { title: 'First', version: 1 });
      const { status, body } = await patch(id, { title: 'Second', version: 1 });
      expect(status).to.equal(412);
      const { current, detail } = body as { current: unknown; detail: string };
      expect(current).to.deep.equal((await app.call('GET', `/api/repairs/${id}`)).body);
      expect(current).to.include({ title: 'First', version: 2 });
      expect(detail).to.match(/^Somebody else has changed this repair .*\.$/);
    });

    it('answers 400 to an invalid version, and to a version alone', async () => {
      const { id } = await aRepair();
      for (const version of [0, -1, 1.5, '1', null, 2 ** 31, 1e300]) {
        const { body } = await patch(id, { title: 'a', version });
        expect(body, String(version)).to.include({ status: 400, field: 'version' });
      }
      expect((await patch(id, { version: 1 })).body).to.include({ status: 400, field: 'body' });
    });
  });

  describe('DELETE /api/repairs/{id}', () => {
    it('accepts the version as query parameter, and answers 412 with the current state if it is stale', async () => {
      const { id } = await aRepair();
      await app.call('PATCH', `/api/repairs/${id}`, { body: { title: 'First', version: 1 } });
      const stale = await app.call('DELETE', `/api/repairs/${id}?version=1`);
      expect(stale.status).to.equal(412);
      expect((stale.body as { current: object }).current).to.include({ id, title: 'First', version: 2 });
      for (const query of ['version=0', 'version=x', 'version=', 'version=1&version=2', 'version=2147483648']) {
        const { body } = await app.call('DELETE', `/api/repairs/${id}?${query}`);
        expect(body, query).to.include({ status: 400, field: 'version' });
      }
      const differing = await app.call('DELETE', `/api/repairs/${id}?version=2`, { headers: { 'If-Match': '"1"' } });
      expect(differing.body).to.include({ status: 400, field: 'version' });
      expect((await app.call('DELETE', `/api/repairs/${id}?version=2`)).status).to.equal(204);
    });
  });
});
