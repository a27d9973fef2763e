import { expect } from 'chai';
import { contoso, fabrikam } from '../support/issuer.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

interface RepairBody {
  readonly id: string;
  readonly title: string;
  readonly assignedTo: string;
  readonly date: string;
  readonly status: string;
  readonly image?: string;
}
interface Page {
  readonly results: readonly RepairBody[];
  readonly nextCursor?: string;
}

describe('reading repairs', () => {
  let app: TestApp;

  before(async () => {
    app = await startApp();
  });

  after(() => app.close());

  const list = async (query = '') => (await app.call('GET', `/api/repairs${query}`)).body as Page;

  describe('GET /api/repairs', () => {
    it('returns a page, newest first, with Cache-Control: no-store', async () => {
      const { status, headers, body } = await app.call('GET', '/api/repairs');
      const dates = (body as Page).results.map(({ date }) => date);
      expect(status).to.equal(200);
      expect(headers.get('cache-control')).to.equal('no-store');
      expect(dates).not.to.have.lengthOf(0);
      expect(dates).to.deep.equal(dates.toSorted().toReversed());
    });

    it('includes the sample repairs', async () => {
      const { results } = await list('?assignedTo=daisy');
      expect(results.map(({ title }) => title)).to.include('Suspension and steering repairs');
    });

    it('filters by first, last or full name, ignoring case', async () => {
      for (const name of ['karin', 'BLAIR', 'Karin%20Blair', 'karin+blair']) {
        const { results } = await list(`?assignedTo=${name}&limit=100`);
        expect(results, name).not.to.have.lengthOf(0);
        expect(new Set(results.map(({ assignedTo }) => assignedTo)), name).to.deep.equal(new Set(['Karin Blair']));
      }
    });

    it('filters by the beginnings of names, as they are typed', async () => {
      for (const name of ['K', 'Kar', 'Karin+B', 'karin+blair', 'bl+ka', '"Karin+Blair"']) {
        const { results } = await list(`?assignedTo=${name}&limit=100`);
        expect(
          results.map(({ assignedTo }) => assignedTo),
          name,
        ).to.include('Karin Blair');
      }
      expect((await list('?assignedTo=arin')).results).to.deep.equal([]);
    });

    it('filters by status and by words', async () => {
      const { results: open } = await list('?status=open&limit=100');
      expect(new Set(open.map(({ status }) => status))).to.deep.equal(new Set(['open']));
      const { results: oil } = await list('?text=oil+chan');
      expect(oil.map(({ title }) => title)).to.include('Oil change');
      expect((await list('?text=no-such-word-anywhere')).results).to.deep.equal([]);
    });

    it('returns each repair once while following the cursors', async () => {
      const { results: all } = await list('?limit=100');
      const ids: string[] = [];
      let cursor = '';
      do {
        const page = await list(`?limit=2${cursor}`);
        ids.push(...page.results.map(({ id }) => id));
        cursor = page.nextCursor === undefined ? '' : `&cursor=${encodeURIComponent(page.nextCursor)}`;
      } while (cursor !== '');
      expect(ids.slice(0, all.length)).to.deep.equal(all.map(({ id }) => id));
      expect(new Set(ids).size).to.equal(ids.length);
    });

    it('returns no repairs of other tenants', async () => {
      const token = { claims: { tid: fabrikam } };
      await app.call('POST', '/api/repairs', {
        token,
        body: { title: 'Fabrikam only', description: '', assignedTo: 'Ashley McCarthy' },
      });
      expect(((await app.call('GET', '/api/repairs?text=fabrikam', { token })).body as Page).results).not.to.deep.equal(
        [],
      );
      expect((await list('?text=fabrikam')).results).to.deep.equal([]);
    });

    it('returns image addresses under the public URL, of pictures that the app serves', async () => {
      const { results } = await list('?limit=100');
      const images = new Set(results.flatMap(({ image }) => image ?? []));
      expect(images).not.to.have.lengthOf(0);
      for (const image of images) {
        const picture = await fetch(app.url + new URL(image).pathname);
        expect(picture.headers.get('content-type'), image).to.equal('image/png');
        expect(image).to.match(/^https:\/\/repairs\.example\.com\/pictures\/[a-z0-9-]+\.png$/);
      }
    });

    const refused: readonly [string, string][] = [
      ['limit=0', 'limit'],
      ['limit=1&limit=2', 'limit'],
      ['status=closed', 'status'],
      ['assignedTo=', 'assignedTo'],
      ['assignedTo=a&assignedTo=b', 'assignedTo'],
      ['assignedTo%5B%5D=a', 'assignedTo[]'],
      ['cursor=nonsense', 'cursor'],
      ['cursor=%00', 'cursor'],
      ['text=a%00b', 'text'],
      [`text=${'x'.repeat(201)}`, 'text'],
      ['filter=1', 'filter'],
    ];
    for (const [query, field] of refused) {
      it(`answers 400 with the field ${field} to ?${query.slice(0, 40)}`, async () => {
        const { status, body } = await app.call('GET', `/api/repairs?${query}`);
        expect(status).to.equal(400);
        expect(body).to.include({ code: 'invalid_request', field });
      });
    }

    const harmless = [
      "'; DROP TABLE repairs; --",
      '%',
      '_',
      '*',
      '"',
      'a" OR "b',
      'NEAR(',
      '[x](javascript:alert(1))',
      '💥',
    ];
    for (const text of harmless) {
      it(`answers 200 to a search for ${text}`, async () => {
        for (const name of ['text', 'assignedTo']) {
          const { status } = await app.call('GET', `/api/repairs?${new URLSearchParams({ [name]: text })}`);
          expect(status, name).to.equal(200);
        }
      });
    }
  });

  describe('GET /api/repairs/{id}', () => {
    it('sends Allow with the methods of the caller for one repair only (RFC 9110 section 10.2.1)', async () => {
      const { results } = await list('?limit=1');
      for (const [path, allow] of [
        ['/api/repairs', [null, null]],
        [`/api/repairs/${results[0]?.id}`, ['GET, HEAD, PATCH, DELETE', 'GET, HEAD']],
      ] as const) {
        const writer = await app.call('GET', path);
        const reader = await app.call('GET', path, { token: { claims: { scope: 'repairs_read' } } });
        expect(
          [writer, reader].map(({ headers }) => headers.get('allow')),
          path,
        ).to.deep.equal(allow);
      }
    });

    it('returns one repair with its ETag', async () => {
      const { results } = await list('?limit=1');
      const { status, headers, body } = await app.call('GET', `/api/repairs/${results[0]?.id}`);
      expect(status).to.equal(200);
      expect(headers.get('etag')).to.equal('"1"');
      expect(body).to.deep.equal(results[0]);
    });

    it('answers 304 if If-None-Match contains the current ETag', async () => {
      const { results } = await list('?limit=1');
      const { status, headers } = await app.call('GET', `/api/repairs/${results[0]?.id}`, {
        headers: { 'If-None-Match': 'W/"7", "1"' },
      });
      expect(status).to.equal(304);
      expect(headers.get('etag')).to.equal('"1"');
    });

    it("answers for another tenant's repair exactly as for one that does not exist", async () => {
      const theirs = (await list('?limit=100')).results.map(({ id }) => id);
      const { body: ours } = await app.call('GET', '/api/repairs?limit=100', { token: { claims: { tid: fabrikam } } });
      const ids = (ours as Page).results.map(({ id }) => id).filter((id) => !theirs.includes(id));
      const created = await app.call('POST', '/api/repairs', {
        token: { claims: { tid: fabrikam } },
        body: { title: 'Wipers', description: '', assignedTo: 'Ashley McCarthy' },
      });
      ids.push((created.body as RepairBody).id);
      const shapes = new Set<string>();
      for (const id of [...ids, 'never-was', "'--", '%00', '..%2F', '💥']) {
        const { status, body } = await app.call('GET', `/api/repairs/${id}`);
        expect(status, id).to.equal(404);
        shapes.add(JSON.stringify({ ...(body as object), requestId: '' }));
      }
      expect([...shapes]).to.have.lengthOf(1);
    });
  });

  describe('authorization', () => {
    it('answers 401 with a challenge that names the metadata before it validates the request', async () => {
      const { status, headers, body } = await app.call('GET', '/api/repairs?limit=0', { token: 'none' });
      expect(status).to.equal(401);
      expect(headers.get('www-authenticate')).to.match(
        /^Bearer .*resource_metadata="https:\/\/repairs\.example\.com\/\.well-known\/oauth-protected-resource"/,
      );
      expect(headers.get('www-authenticate')).not.to.include('error=');
      expect(body).not.to.have.property('field');
    });

    it('answers 401 to an invalid token without giving the reason', async () => {
      for (const token of [
        'Bearer nonsense.to.say',
        `Bearer ${app.issuer.accessToken()}x`,
        { claims: { exp: 1, iat: 0 } },
      ]) {
        const { status, headers, body } = await app.call('GET', '/api/repairs', { token });
        expect(status).to.equal(401);
        expect(headers.get('www-authenticate')).to.include('error="invalid_token"');
        expect((body as { detail: string }).detail).to.equal(
          'A valid access token is required: send it in the Authorization header.',
        );
      }
    });

    it('answers 400 to a malformed Authorization header', async () => {
      expect((await app.call('GET', '/api/repairs', { token: 'Bearer a b' })).status).to.equal(400);
    });

    it('answers 403 to the scope repairs_read_all, which does not include repairs_read', async () => {
      const token = { claims: { scope: 'repairs_read_all' } };
      const { status, headers } = await app.call('GET', '/api/repairs', { token });
      expect(status).to.equal(403);
      expect(headers.get('www-authenticate')).to.match(/error="insufficient_scope".*scope="repairs_read"/);
    });

    it('answers 403 to a write with the scope to read before it validates the body', async () => {
      const token = { claims: { scope: 'repairs_read' } };
      for (const [method, path] of [
        ['POST', '/api/repairs'],
        ['PATCH', '/api/repairs/1'],
        ['DELETE', '/api/repairs/1'],
      ] as const) {
        const { status, headers } = await app.call(method, path, {
          token,
          ...(method === 'DELETE' ? {} : { body: '{' }),
        });
        expect(status, method).to.equal(403);
        expect(headers.get('www-authenticate')).to.include('scope="repairs_write"');
      }
    });

    it('answers 401 to a tenant that is not allowed', async () => {
      const token = { claims: { tid: '99999999-9999-4999-8999-999999999999' } };
      expect((await app.call('GET', '/api/repairs', { token })).status).to.equal(401);
      expect((await app.call('GET', '/api/repairs', { token: { claims: { tid: contoso } } })).status).to.equal(200);
    });

    it('logs the reason for a refusal, but neither the token nor the query', async () => {
      const token = app.issuer.accessToken({ claims: { aud: 'api://another' } });
      const { headers } = await app.call('GET', '/api/repairs?text=needle', { token: `Bearer ${token}` });
      const [refusal] = app.captured
        .entries('request: refused')
        .filter(({ requestId }) => requestId === headers.get('x-request-id'));
      expect(refusal?.detail).to.match(/aud/);
      const log = app.captured.lines.join('');
      for (const part of [...token.split('.'), 'needle']) {
        expect(log).not.to.include(part);
      }
    });
  });
});
