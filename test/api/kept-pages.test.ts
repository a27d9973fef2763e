import { expect } from 'chai';
import { createKeptPages } from '../../src/api/kept-pages.ts';

const page = Buffer.from('{"results":[]}');

describe('kept pages', () => {
  it('are given again for the same tenant, query and revision alone', () => {
    const pages = createKeptPages();
    pages.keep('a', 'status=open', '1', page);
    expect(pages.find('a', 'status=open', '1')).to.equal(page);
    expect(pages.find('b', 'status=open', '1')).to.equal(undefined);
    expect(pages.find('a', 'status=done', '1')).to.equal(undefined);
    expect(pages.find('a', 'status=open', '2')).to.equal(undefined);
  });

  it('take a bounded amount of memory', () => {
    const pages = createKeptPages();
    const large = Buffer.alloc(4 * 1024 * 1024);
    for (let number = 0; number < 8; number += 1) {
      pages.keep('a', `text=${number}`, '1', large);
    }
    const kept = Array.from({ length: 8 }, (_, number) => pages.find('a', `text=${number}`, '1'));
    expect(kept.filter((found) => found !== undefined).length).to.be.within(1, 4);
  });
});
