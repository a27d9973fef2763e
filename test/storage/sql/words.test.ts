import { expect } from 'chai';
import fc from 'fast-check';
import { fold, toNameSearch, toWords } from '../../../src/storage/sql/words.ts';

describe('folding', () => {
  for (const [one, other] of [
    ['Ångström', 'ANGSTROM'],
    ['Straße', 'STRASSE'],
    ['İpek', 'ipek'],
    ['ışık', 'IŞIK'],
    ['ΟΔΟΣ', 'οδος'],
    ['ﬁlter', 'FILTER'],
    ['Донкрат', 'ДОНКРАТ'],
  ] as const) {
    it(`maps ${one} and ${other} to the same text`, () => {
      expect(fold(one)).to.equal(fold(other));
    });
  }
});

describe('words', () => {
  it('consist of letters, digits and marks, without duplicates', () => {
    expect(toWords('Oil, oil & W-712/94: "fine"')).to.deep.equal(['oil', 'w', '712', '94', 'fine']);
    expect(toWords(' *"\0-!? ')).to.deep.equal([]);
  });

  it('of arbitrary text contain no query syntax and parse to themselves', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const word of toWords(text)) {
          expect(word).to.match(/^[\p{L}\p{N}\p{M}]{1,64}$/u);
          expect(toWords(word)).to.deep.equal([word]);
        }
      }),
    );
  });
});

describe('a search for a name', () => {
  for (const [search, expected] of [
    [' José  MAR ', { beginnings: ['jose', 'mar'] }],
    ['k ka kar Karin', { beginnings: ['karin'] }],
    ['a b c d e f g h', { beginnings: ['a', 'b', 'c', 'd', 'e', 'f'] }],
    ["O'Brien", { beginnings: ['o', 'brien'] }],
    ['"Ann Lee"', { whole: ['ann', 'lee'] }],
    ['“Kim Kim”', { whole: ['kim', 'kim'] }],
    ['"Ann', { beginnings: ['ann'] }],
    ['?!', undefined],
    ['"?"', undefined],
  ] as const) {
    it(`for ${search} has these words`, () => {
      expect(toNameSearch(search)).to.deep.equal(expected);
    });
  }
});
