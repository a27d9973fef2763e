import { expect } from 'chai';
import fc from 'fast-check';
import { toPlainText } from '../../src/foundation/to-plain-text.ts';

describe('a plain text', () => {
  it('keeps letters of all languages, signs and emoji', () => {
    const text = 'Ungültiger Client – 客户端无效, שגיאה, خطأ, किरण, 👩‍🔧';
    expect(toPlainText(text, 200)).to.equal(text);
  });

  it('is on one line, without control characters and changes of direction', () => {
    expect(toPlainText(' a\u0000b\r\n\tc\u202Ed\u2066e\u200Ff\u061Cg\u2028h\uD800 ', 200)).to.equal(
      'a b c d e f g h\uFFFD',
    );
  });

  it('is cut between characters', () => {
    expect(toPlainText('🔧🔧🔧', 2)).to.equal('🔧🔧…');
  });

  it('has neither controls nor more characters than allowed, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 0, max: 20 }), (text, max) => {
        const plain = toPlainText(text, max);
        expect(plain).to.match(/^[^\p{Cc}\p{Bidi_Control}\p{Cs}]*$/u);
        expect([...plain].length).to.be.at.most(max + 1);
      }),
    );
  });
});
