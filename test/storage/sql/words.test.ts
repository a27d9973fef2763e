import { expect } from 'chai';
import fc from 'fast-check';
import { fold, toNameKeys, toWords } from '../../../src/storage/sql/words.ts';

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
    it(`makes ${one} and ${other} the same`, () => {
      expect(fold(one)).to.equal(fold(other));
    });
  }
});

describe('words', () => {
  it('are letters, digits and marks, each word once', () => {
    expect(toWords('Oil, oil & W-712/94: "fine"')).to.deep.equal(['oil', 'w', '712', '94', 'fine']);
    expect(toWords(' *"\0-!? ')).to.deep.equal([]);
  });

  it('of any text hold nothing that a query language knows, and fold to themselves', () => {
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

describe('names', () => {
  it('are the full, the first and the last, each once', () => {
    expect(toNameKeys(' José  María Núñez ')).to.deep.equal(['jose maria nunez', 'jose', 'nunez']);
    expect(toNameKeys('Karin Blair')).to.deep.equal(['karin blair', 'karin', 'blair']);
    expect(toNameKeys('Prince')).to.deep.equal(['prince']);
  });
});
