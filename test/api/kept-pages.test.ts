import { expect } from 'chai';
import { createKeptPages, type KeptPages } from '../../src/api/kept-pages.ts';

const page = Buffer.from('{"results":[]}');

/** What a reader does who finds nothing. */
function readOnce(pages: KeptPages, query: string, bytes: Uint8Array = page, revision = '1'): void {
  expect(pages.find('a', query, revision)).to.equal(undefined);
  pages.keep('a', query, revision, bytes);
}

function countKept(pages: KeptPages, queries: readonly string[]): number {
  return queries.filter((query) => pages.find('a', query, '1') !== undefined).length;
}

describe('kept pages', () => {
  it('are given again for the same tenant, query and revision alone', () => {
    const pages = createKeptPages();
    readOnce(pages, 'status=open');
    expect(pages.find('a', 'status=open', '1')).to.equal(page);
    expect(pages.find('b', 'status=open', '1')).to.equal(undefined);
    expect(pages.find('a', 'status=done', '1')).to.equal(undefined);
    expect(pages.find('a', 'status=open', '2')).to.equal(undefined);
  });

  it('are all forgotten at the next revision', () => {
    const pages = createKeptPages();
    readOnce(pages, 'status=open');
    readOnce(pages, 'status=done', page, '2');
    expect(pages.find('a', 'status=open', '1')).to.equal(undefined);
  });

  it('are not kept where the revision has become another while they were read', () => {
    const pages = createKeptPages();
    expect(pages.find('a', 'status=open', '1')).to.equal(undefined);
    readOnce(pages, 'status=done', page, '2');
    pages.keep('a', 'status=open', '1', page);
    expect(pages.find('a', 'status=done', '2')).to.equal(page);
    expect(pages.find('a', 'status=open', '2')).to.equal(undefined);
  });

  it('take a bounded amount of memory, be they large or many', () => {
    for (const [bytes, number, most] of [
      [Buffer.alloc(4 * 1024 * 1024), 8, 4],
      [page, 2000, 1000],
    ] as const) {
      const pages = createKeptPages();
      const queries = Array.from({ length: number }, (_, index) => `text=${index}`);
      for (const query of queries) {
        readOnce(pages, query, bytes);
      }
      expect(countKept(pages, queries)).to.be.within(1, most);
    }
  });
});
