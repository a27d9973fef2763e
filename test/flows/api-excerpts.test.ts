import { expect } from 'chai';
import { countTokens } from '../../src/api/excerpts/count-tokens.ts';
import { fabrikam } from '../support/issuer.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

interface Page {
  readonly results: readonly { readonly id: string; readonly title: string }[];
  readonly nextCursor?: string;
}

describe('GET /api/repair-excerpts', () => {
  let app: TestApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.close());

  const find = async (query = ''): Promise<Page> =>
    (await app.call('GET', `/api/repair-excerpts${query}`)).body as Page;
  const idsOf = ({ results }: Page) => results.map(({ id }) => id);

  async function walk(path: string): Promise<readonly Page[]> {
    const pages: Page[] = [];
    let cursor: string | undefined;
    do {
      const page: Page = (await app.call('GET', `${path}${cursor === undefined ? '' : `&cursor=${cursor}`}`))
        .body as Page;
      pages.push(page);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return pages;
  }

  it('returns ten excerpts by default, in the order of the list', async () => {
    const page = await find();
    expect(page.results).to.have.lengthOf(10);
    const list = (await app.call('GET', '/api/repairs?limit=10')).body as Page;
    expect(idsOf(page)).to.deep.equal(idsOf(list));
    expect(page.results[0]).to.have.all.keys(
      ...['id', 'title', 'excerpt', 'assignedTo', 'date', 'status', 'version', 'url'],
    );
  });

  it('has the filters of the list', async () => {
    for (const query of ['status=done', 'assignedTo=karin', 'text=oil', 'text=oil&status=open&assignedTo=kar']) {
      const list = (await app.call('GET', `/api/repairs?limit=25&${query}`)).body as Page;
      expect(idsOf(await find(`?limit=25&${query}`)), query).to.deep.equal(idsOf(list));
    }
  });

  it('pages through more than 25 repairs, each once, even if a page ends early', async () => {
    for (let number = 0; number < 30; number += 1) {
      const title = String.fromCodePoint(...Array.from({ length: 100 }, (_, place) => 0x20000 + number * 100 + place));
      const body = { title, description: title.repeat(20), assignedTo: 'Karin Blair', date: '2099-01-01' };
      expect((await app.call('POST', '/api/repairs', { body })).status).to.equal(201);
    }
    const pages = await walk('/api/repair-excerpts?limit=25');
    const all = await walk('/api/repairs?limit=100');
    expect(pages.flatMap(idsOf)).to.deep.equal(all.flatMap(idsOf));
    expect(pages[0]?.results.length).to.be.within(1, 24);
    for (const page of pages) {
      expect(await countTokens(JSON.stringify(page))).to.be.at.most(4096);
    }
  });

  it('reflects a change, although pages are cached', async () => {
    const [first] = (await find('?limit=1')).results;
    await app.call('PATCH', `/api/repairs/${first?.id}`, { body: { title: 'Changed', version: 1 } });
    expect((await find('?limit=1')).results[0]).to.include({ id: first?.id, title: 'Changed', version: 2 });
  });

  it('does not return a cached page of the list, nor the reverse', async () => {
    await app.call('GET', '/api/repairs?limit=2');
    expect((await find('?limit=2')).results[0]).to.have.property('excerpt');
    const list = (await app.call('GET', '/api/repairs?limit=2')).body as Page;
    expect(list.results[0]).to.have.property('description');
  });

  it("returns only the tenant's repairs, and requires the scope to read", async () => {
    const theirs = await app.call('GET', '/api/repair-excerpts?limit=25', { token: { claims: { tid: fabrikam } } });
    expect(idsOf(theirs.body as Page)).not.to.include.members(idsOf(await find('?limit=1')));
    const claims = { scope: 'repairs_write' };
    expect((await app.call('GET', '/api/repair-excerpts', { token: { claims } })).status).to.equal(403);
    expect((await app.call('GET', '/api/repair-excerpts', { token: 'none' })).status).to.equal(401);
  });

  it('answers 400 to a limit above 25, and to an unknown parameter or cursor', async () => {
    for (const [query, field] of [
      ['limit=26', 'limit'],
      ['limit=0', 'limit'],
      ['image=1', 'image'],
      ['cursor=unknown', 'cursor'],
      ['status=closed', 'status'],
    ]) {
      const { body } = await app.call('GET', `/api/repair-excerpts?${query}`);
      expect(body, query).to.include({ status: 400, field });
    }
  });
});
