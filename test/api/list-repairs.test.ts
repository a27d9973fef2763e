import { expect } from 'chai';
import { listRepairs } from '../../src/api/list-repairs.ts';
import { readOpenApiDocument } from '../../src/api/openapi-document.ts';
import { createPageCache } from '../../src/api/page-cache.ts';
import { createRequestValidator } from '../../src/api/validate-request.ts';
import type { Principal } from '../../src/authorization/callers/principal.ts';
import { InvalidRequest } from '../../src/foundation/errors.ts';
import type { Repair } from '../../src/repairs/repair.ts';
import type { Repairs } from '../../src/repairs/repairs.ts';
import { aRepair } from '../support/a-repair.ts';

const validate = createRequestValidator(readOpenApiDocument());

/** The handler over fake repairs that count how often they are listed. */
function start() {
  const repairs = new Map<string, Repair[]>();
  const state: { revision: string | undefined; reads: number; whileReading: () => void } = {
    revision: '1',
    reads: 0,
    whileReading: () => {},
  };
  const notExpected = () => expect.fail('only list is expected');
  const fake: Repairs = {
    revision: async () => state.revision,
    list: async (tenantId) => {
      state.reads += 1;
      const results = [...(repairs.get(tenantId) ?? [])];
      await Promise.resolve();
      state.whileReading();
      return { results };
    },
    get: notExpected,
    create: notExpected,
    update: notExpected,
    remove: notExpected,
  };
  const api = { repairs: fake, publicUrl: 'https://repairs.example.com', validate, pages: createPageCache() };
  const principal = (tenantId: string): Principal => ({
    kind: 'user',
    tenantId,
    userId: 'u',
    scopes: new Set(['repairs_read']),
  });
  const list = async (query = '', tenantId = 'contoso'): Promise<readonly string[]> => {
    const { status, body } = await listRepairs(
      api,
      {
        id: 'r',
        method: 'GET',
        path: '/api/repairs',
        headers: {},
        signal: new AbortController().signal,
        body: undefined,
        params: {},
        query: new URLSearchParams(query),
      },
      principal(tenantId),
    );
    expect(status).to.equal(200);
    const page = JSON.parse(Buffer.from(body as Uint8Array).toString('utf8')) as { results: { id: string }[] };
    return page.results.map(({ id }) => id);
  };
  const put = (id: string, tenantId = 'contoso') => repairs.set(tenantId, [aRepair({ id })]);
  return { state, list, put };
}

describe('the handler of GET /api/repairs', () => {
  it('reads a page once while nothing changes', async () => {
    const { state, list, put } = start();
    put('one');
    expect(await list('status=open')).to.deep.equal(['one']);
    expect(await list('status=open')).to.deep.equal(['one']);
    expect(state.reads).to.equal(1);
  });

  it('reads a page again after a change', async () => {
    const { state, list, put } = start();
    put('one');
    await list();
    put('two');
    state.revision = '2';
    expect(await list()).to.deep.equal(['two']);
    expect(state.reads).to.equal(2);
  });

  it('does not cache a page that was read during a change', async () => {
    const { state, list, put } = start();
    put('one');
    state.whileReading = () => {
      put('two');
      state.revision = '2';
    };
    expect(await list()).to.deep.equal(['one']);
    state.whileReading = () => {};
    expect(await list()).to.deep.equal(['two']);
  });

  it('reads each time if there is no revision', async () => {
    const { state, list, put } = start();
    state.revision = undefined;
    put('one');
    await list();
    put('two');
    expect(await list()).to.deep.equal(['two']);
    expect(state.reads).to.equal(2);
  });

  it('never returns a page of another tenant, even if tenant id and query join to the same text', async () => {
    const { list, put } = start();
    put('ours', 'a');
    expect(await list('status=open', 'a')).to.deep.equal(['ours']);
    for (const tenantId of ['a status=open', 'astatus=open']) {
      put('theirs', tenantId);
      expect(await list('', tenantId)).to.deep.equal(['theirs']);
    }
    expect(await list('', 'a')).to.deep.equal(['ours']);
    expect(await list('text=a+status%3Dopen', 'a')).to.deep.equal(['ours']);
    expect(await list('text=a', 'b')).to.deep.equal([]);
  });

  it('rejects an invalid query every time, without reading', async () => {
    const { state, list } = start();
    for (let times = 0; times < 2; times += 1) {
      const fault = await list('limit=0').catch((error: unknown) => error);
      expect(fault).to.be.instanceOf(InvalidRequest);
    }
    expect(state.reads).to.equal(0);
  });

  it('reads again after a failure', async () => {
    const { state, list, put } = start();
    put('one');
    state.whileReading = () => {
      throw new Error('the disk');
    };
    expect(await list().catch((error: Error) => error.message)).to.equal('the disk');
    state.whileReading = () => {};
    expect(await list()).to.deep.equal(['one']);
  });
});
