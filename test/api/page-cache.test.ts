import { expect } from 'chai';
import { createPageCache, type PageCache } from '../../src/api/page-cache.ts';

const page = Buffer.from('{"results":[]}');

/** Expects a miss, then adds the page. */
function missAndAdd(pages: PageCache, query: string, bytes: Uint8Array = page, revision = '1'): void {
  expect(pages.find('a', query, revision)).to.equal(undefined);
  pages.add('a', query, revision, bytes);
}

function countKept(pages: PageCache, queries: readonly string[]): number {
  return queries.filter((query) => pages.find('a', query, '1') !== undefined).length;
}

describe('the page cache', () => {
  it('returns a page for the same tenant, query and revision only', () => {
    const pages = createPageCache();
    missAndAdd(pages, 'status=open');
    expect(pages.find('a', 'status=open', '1')).to.equal(page);
    expect(pages.find('b', 'status=open', '1')).to.equal(undefined);
    expect(pages.find('a', 'status=done', '1')).to.equal(undefined);
    expect(pages.find('a', 'status=open', '2')).to.equal(undefined);
  });

  it('drops all pages when the revision changes', () => {
    const pages = createPageCache();
    missAndAdd(pages, 'status=open');
    missAndAdd(pages, 'status=done', page, '2');
    expect(pages.find('a', 'status=open', '1')).to.equal(undefined);
  });

  it('does not add a page whose revision is no longer the current one', () => {
    const pages = createPageCache();
    expect(pages.find('a', 'status=open', '1')).to.equal(undefined);
    missAndAdd(pages, 'status=done', page, '2');
    pages.add('a', 'status=open', '1', page);
    expect(pages.find('a', 'status=done', '2')).to.equal(page);
    expect(pages.find('a', 'status=open', '2')).to.equal(undefined);
  });

  it('limits the total size and the number of pages', () => {
    for (const [bytes, count, maximum] of [
      [Buffer.alloc(4 * 1024 * 1024), 8, 4],
      [page, 2000, 1000],
    ] as const) {
      const pages = createPageCache();
      const queries = Array.from({ length: count }, (_, index) => `text=${index}`);
      for (const query of queries) {
        missAndAdd(pages, query, bytes);
      }
      expect(countKept(pages, queries)).to.be.within(1, maximum);
    }
  });
});
