import { expect } from 'chai';
import fc from 'fast-check';
import { toExcerpt } from '../../../src/api/excerpts/to-excerpt.ts';

describe('toExcerpt', () => {
  it('returns a short text unchanged, on one line', () => {
    expect(toExcerpt('Drain the oil.', 14)).to.equal('Drain the oil.');
    expect(toExcerpt(' Drain\n\n the\toil. ', 14)).to.equal('Drain the oil.');
    expect(toExcerpt('', 10)).to.equal('');
  });

  it('cuts between words and adds an ellipsis', () => {
    expect(toExcerpt('Drain the old oil and refill', 17)).to.equal('Drain the old…');
    expect(toExcerpt('Drain the old oil and refill', 14), 'a word that just fits').to.equal('Drain the old…');
  });

  it('cuts a text without spaces anywhere', () => {
    expect(toExcerpt('修'.repeat(30), 10)).to.equal(`${'修'.repeat(9)}…`);
    expect(toExcerpt(`a ${'b'.repeat(30)}`, 10)).to.equal('a bbbbbbb…');
  });

  it('never cuts a character in two, and never exceeds the maximum', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.integer({ min: 1, max: 250 }),
        (text, longest) => {
          const excerpt = toExcerpt(text, longest);
          expect(excerpt.isWellFormed()).to.equal(true);
          expect(Array.from(excerpt).length).to.be.at.most(longest);
          const isComplete = excerpt === text.replace(/\s+/g, ' ').trim();
          expect(isComplete || excerpt.endsWith('…')).to.equal(true);
        },
      ),
    );
  });
});
