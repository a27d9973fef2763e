import { expect } from 'chai';
import fc from 'fast-check';
import type { ApiAnswer } from '../support/api-contract.ts';
import { fabrikam } from '../support/issuer.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

interface RepairBody {
  readonly id: string;
  readonly title: string;
}

const valid = { title: 'Tire service', description: 'Rotate and balance.', assignedTo: 'Karin Blair' };

describe('writing repairs', () => {
  let app: TestApp;

  before(async () => {
    app = await startApp({ now: () => new Date() });
  });

  after(() => app.close());

  const create = (body: unknown = valid, headers: Record<string, string> = {}) =>
    app.call('POST', '/api/repairs', { body, headers });
  const aRepair = async (): Promise<RepairBody> => (await create()).body as RepairBody;
  const count = async (text: string) =>
    ((await app.call('GET', `/api/repairs?limit=100&text=${text}`)).body as { results: unknown[] }).results.length;

  it('sends Cache-Control: no-store with every answer, as reading does', async () => {
    const { id } = await aRepair();
    const path = `/api/repairs/${id}`;
    const calls: readonly [number, () => Promise<ApiAnswer>][] = [
      [200, () => app.call('GET', '/api/repairs')],
      [200, () => app.call('GET', path)],
      [304, () => app.call('GET', path, { headers: { 'If-None-Match': '*' } })],
      [201, () => create()],
      [200, () => app.call('PATCH', path, { body: { title: 'Again' }, headers: { 'If-Match': '"1"' } })],
      [204, () => app.call('DELETE', path, { headers: { 'If-Match': '"2"' } })],
      [404, () => app.call('GET', '/api/repairs/never-was')],
      [400, () => app.call('GET', '/api/repairs?limit=0')],
      [401, () => app.call('GET', '/api/repairs', { token: 'none' })],
    ];
    for (const [expected, call] of calls) {
      const { status, headers } = await call();
      expect(status).to.equal(expected);
      expect(headers.get('cache-control'), String(status)).to.equal('no-store');
    }
  });

  describe('POST /api/repairs', () => {
    it('creates an open repair with the date of today, and returns its location', async () => {
      const today = () => new Date().toISOString().slice(0, 10);
      const dayBefore = today();
      const { status, headers, body } = await create();
      const repair = body as RepairBody;
      expect(status).to.equal(201);
      expect(repair).to.deep.include({ ...valid, status: 'open' });
      expect(repair, 'the date may change at midnight').to.have.property('date').that.is.oneOf([dayBefore, today()]);
      expect(headers.get('etag')).to.equal('"1"');
      expect(headers.get('location')).to.equal(`${app.publicUrl}/api/repairs/${repair.id}`);
      expect(headers.has('allow'), 'Allow would describe the list').to.equal(false);
      expect((await app.call('GET', `/api/repairs/${repair.id}`)).body).to.deep.equal(repair);
    });

    it('stores markdown, markup and SQL as plain text', async () => {
      const title = '[x](javascript:alert(1)) <b>';
      const description = "'); DROP TABLE repairs; -- {{x}} %s";
      const { body } = await create({ ...valid, title, description });
      expect(body).to.include({ title, description });
    });

    it('accepts the image address of another repair', async () => {
      const image = `${app.publicUrl}/pictures/oil-change.png`;
      const { body } = await create({ ...valid, image });
      expect(body).to.include({ image });
    });

    it('accepts an image of its own origin that is not one of its pictures', async () => {
      const image = `${app.publicUrl}/pictures/oil-change.png?size=2`;
      const { status, body } = await create({ ...valid, image });
      expect(status).to.equal(201);
      expect(body).to.include({ image });
    });

    const refused: readonly [string, number, unknown, string | undefined, Record<string, string>?][] = [
      ['no body', 400, undefined, 'body'],
      ['a list', 400, [valid], 'body'],
      ['null', 400, 'null', 'body'],
      ['an unknown field', 400, { ...valid, tenantId: fabrikam }, 'tenantId'],
      ['a number for a title', 400, { ...valid, title: 5 }, 'title'],
      ['a blank title', 400, { ...valid, title: '  ' }, 'title'],
      ['a title that is too long', 400, { ...valid, title: 'x'.repeat(101) }, 'title'],
      ['a description that is too long', 400, { ...valid, description: 'x'.repeat(2001) }, 'description'],
      ['a NUL character', 400, { ...valid, title: 'a\0b' }, 'title'],
      ['a lone surrogate', 400, '{"title":"a\\ud800","description":"","assignedTo":"b"}', 'title'],
      ['a date that does not exist', 400, { ...valid, date: '2023-02-29' }, 'date'],
      ['a javascript: URL as image', 400, { ...valid, image: 'javascript:alert(1)' }, 'image'],
      ['an image over http', 400, { ...valid, image: 'http://example.com/a.png' }, 'image'],
      ['an unknown status', 400, { ...valid, status: 'closed' }, 'status'],
      ['broken JSON', 400, '{"title":', undefined],
      ['a __proto__ key', 400, '{"__proto__":{"title":"x"}}', undefined],
      ['a body that is too large', 413, { ...valid, description: 'x'.repeat(70_000) }, undefined],
      ['another content type', 415, JSON.stringify(valid), 'Content-Type', { 'Content-Type': 'text/plain' }],
      ['a compressed body', 415, new Uint8Array([0x1f, 0x8b]), undefined, { 'Content-Encoding': 'gzip' }],
      ['an Idempotency-Key that is too long', 400, valid, 'Idempotency-Key', { 'Idempotency-Key': 'x'.repeat(256) }],
    ];
    for (const [what, status, body, field, headers] of refused) {
      it(`answers ${status} to ${what}`, async () => {
        const answer = await app.call('POST', '/api/repairs', { body, ...(headers === undefined ? {} : { headers }) });
        expect(answer.status).to.equal(status);
        expect((answer.body as { field?: string }).field).to.equal(field);
      });
    }

    it('answers 400 to arbitrary JSON', async () => {
      await fc.assert(
        fc.asyncProperty(fc.json(), async (body) => {
          const { status } = await app.call('POST', '/api/repairs', { body });
          expect(status).to.equal(400);
        }),
        { numRuns: 100 },
      );
    });

    it('answers 201 or 400 to arbitrary text in any field', async () => {
      const text = fc.string({ unit: 'binary', maxLength: 120 });
      const fields = fc.record(
        { title: text, description: text, assignedTo: text, date: text, image: text, status: text },
        { requiredKeys: ['title', 'description', 'assignedTo'] },
      );
      await fc.assert(
        fc.asyncProperty(fields, async (body) => {
          expect((await app.call('POST', '/api/repairs', { body })).status).to.be.oneOf([201, 400]);
        }),
        { numRuns: 100 },
      );
    });
  });

  describe('Idempotency-Key', () => {
    const once = { ...valid, title: 'Periscope replacement' };

    it('repeats the first answer, even if the repair has changed since', async () => {
      const first = await create(once, { 'Idempotency-Key': 'k1' });
      const { id } = first.body as RepairBody;
      await app.call('PATCH', `/api/repairs/${id}`, { body: { status: 'done' }, headers: { 'If-Match': '"1"' } });
      const reordered = JSON.stringify(Object.fromEntries(Object.entries(once).toReversed()));
      const second = await create(reordered, { 'Idempotency-Key': 'k1' });
      expect(second.status).to.equal(201);
      expect(second.body).to.deep.equal(first.body);
      for (const name of ['etag', 'location']) {
        expect(second.headers.get(name)).to.equal(first.headers.get(name));
      }
      expect(await count('periscope')).to.equal(1);
    });

    it('answers 422 if it is reused for another request', async () => {
      await create(valid, { 'Idempotency-Key': 'k2' });
      expect((await create({ ...valid, title: 'Other' }, { 'Idempotency-Key': 'k2' })).status).to.equal(422);
    });

    it('is scoped to one person of one tenant', async () => {
      const key = { 'Idempotency-Key': 'k3' };
      const ids = new Set<string>();
      for (const claims of [{}, { sub: 'somebody-else' }, { tid: fabrikam }]) {
        const { status, body } = await app.call('POST', '/api/repairs', {
          token: { claims },
          headers: key,
          body: valid,
        });
        expect(status).to.equal(201);
        ids.add((body as RepairBody).id);
      }
      expect(ids.size).to.equal(3);
    });

    it('creates one repair for concurrent requests', async () => {
      const body = { ...valid, title: 'Snorkel flush' };
      const answers = await Promise.all(Array.from({ length: 10 }, () => create(body, { 'Idempotency-Key': 'k4' })));
      expect(new Set(answers.map(({ status }) => status))).to.deep.equal(new Set([201]));
      expect(new Set(answers.map((answer) => (answer.body as RepairBody).id)).size).to.equal(1);
      expect(await count('snorkel')).to.equal(1);
    });
  });

  describe('PATCH /api/repairs/{id}', () => {
    const patch = (id: string, body: unknown, headers: Record<string, string> = {}) =>
      app.call('PATCH', `/api/repairs/${id}`, { body, headers });

    it('changes the given fields and returns the new ETag', async () => {
      const repair = await aRepair();
      const { status, headers, body } = await patch(repair.id, { status: 'inProgress' }, { 'If-Match': '"1"' });
      expect(status).to.equal(200);
      expect(headers.get('etag')).to.equal('"2"');
      expect(headers.get('allow')).to.equal('GET, HEAD, PATCH, DELETE');
      expect(body).to.deep.equal({ ...repair, status: 'inProgress', version: 2 });
    });

    it('accepts the image address that it returned', async () => {
      const image = `${app.publicUrl}/pictures/oil-change.png`;
      const { id } = (await create({ ...valid, image })).body as RepairBody;
      const { status, body } = await patch(id, { image, title: 'Again' }, { 'If-Match': '"1"' });
      expect(status).to.equal(200);
      expect(body).to.include({ image, title: 'Again' });
    });

    it('answers 428 without a version', async () => {
      expect((await patch((await aRepair()).id, { title: 'a' })).status).to.equal(428);
    });

    it('answers 412 to a stale, weak or foreign ETag and changes nothing', async () => {
      const { id } = await aRepair();
      await patch(id, { title: 'First' }, { 'If-Match': '"1"' });
      for (const tag of ['"1"', '"3"', 'W/"2"', '"abc"']) {
        expect((await patch(id, { title: 'Second' }, { 'If-Match': tag })).status, tag).to.equal(412);
      }
      expect((await app.call('GET', `/api/repairs/${id}`)).body).to.include({ title: 'First' });
    });

    it('answers 400 to an If-Match that is not exactly one ETag', async () => {
      const { id } = await aRepair();
      for (const tag of ['*', '1', '"1", "2"']) {
        const { status, body } = await patch(id, { title: 'a' }, { 'If-Match': tag });
        expect(status, tag).to.equal(400);
        expect(body).to.include({ field: 'If-Match' });
      }
    });

    it('accepts one of two concurrent changes', async () => {
      const { id } = await aRepair();
      const answers = await Promise.all(['a', 'b'].map((title) => patch(id, { title }, { 'If-Match': '"1"' })));
      expect(answers.map(({ status }) => status).toSorted()).to.deep.equal([200, 412]);
    });

    it("answers 404 for another tenant's repair, with any ETag", async () => {
      const { body } = await app.call('POST', '/api/repairs', { token: { claims: { tid: fabrikam } }, body: valid });
      for (const tag of ['"1"', '"9"', '"abc"']) {
        expect((await patch((body as RepairBody).id, { title: 'a' }, { 'If-Match': tag })).status).to.equal(404);
      }
      expect((await patch('never-was', { title: 'a' }, { 'If-Match': '"1"' })).status).to.equal(404);
    });

    it('answers 400 to an empty change, an unknown field and null', async () => {
      const { id } = await aRepair();
      const match = { 'If-Match': '"1"' };
      expect((await patch(id, {}, match)).body).to.include({ status: 400, field: 'body' });
      expect((await patch(id, { id: 'x' }, match)).body).to.include({ status: 400, field: 'id' });
      expect((await patch(id, { title: null }, match)).body).to.include({ status: 400, field: 'title' });
    });
  });

  describe('DELETE /api/repairs/{id}', () => {
    const remove = (id: string, headers: Record<string, string> = {}) =>
      app.call('DELETE', `/api/repairs/${id}`, { headers });

    it('requires the current ETag in If-Match, and deletes permanently', async () => {
      const { id } = await aRepair();
      expect((await remove(id)).status).to.equal(428);
      expect((await remove(id, { 'If-Match': '"2"' })).status).to.equal(412);
      expect((await remove(id, { 'If-Match': '*' })).status).to.equal(400);
      const { status, headers } = await remove(id, { 'If-Match': '"1"' });
      expect(status).to.equal(204);
      expect(headers.has('allow'), 'a deleted repair allows no method').to.equal(false);
      expect((await remove(id, { 'If-Match': '"1"' })).status).to.equal(404);
      expect((await app.call('GET', `/api/repairs/${id}`)).status).to.equal(404);
    });

    it("answers 404 to another tenant's repair and keeps it", async () => {
      const token = { claims: { tid: fabrikam } };
      const { id } = (await app.call('POST', '/api/repairs', { token, body: valid })).body as RepairBody;
      expect((await remove(id, { 'If-Match': '"1"' })).status).to.equal(404);
      expect((await app.call('GET', `/api/repairs/${id}`, { token })).status).to.equal(200);
    });
  });
});
