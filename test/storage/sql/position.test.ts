import { expect } from 'chai';
import fc from 'fast-check';
import { InvalidRequest } from '../../../src/foundation/errors.ts';
import { parseCursor, toCursor, toPosition, toSequence } from '../../../src/storage/sql/position.ts';

const day = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const sequence = fc.integer({ min: 0, max: 2 ** 31 - 1 });

describe('a position', () => {
  it('orders by day, then by sequence', () => {
    fc.assert(
      fc.property(day, sequence, day, sequence, (oneDay, one, otherDay, other) => {
        const expected = oneDay === otherDay ? Math.sign(one - other) : oneDay < otherDay ? -1 : 1;
        expect(Math.sign(toPosition(oneDay, one) - toPosition(otherDay, other))).to.equal(expected);
        expect(toSequence(toPosition(oneDay, one))).to.equal(one);
      }),
    );
  });

  it('throws RangeError outside its bounds', () => {
    for (const [date, number] of [
      ['2024-01-01', -1],
      ['2024-01-01', 2 ** 31],
      ['2024-13-01', 1],
    ] as const) {
      expect(() => toPosition(date, number)).to.throw(RangeError);
    }
  });
});

describe('a cursor', () => {
  it('parses to the position that it encodes', () => {
    fc.assert(
      fc.property(day, sequence, (date, number) => {
        const position = toPosition(date, number);
        expect(parseCursor(toCursor(position))).to.equal(position);
      }),
    );
  });

  it('is either rejected or the canonical encoding of its position', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.base64String(), fc.nat().map(toCursor)), (text) => {
        try {
          expect(toCursor(parseCursor(text))).to.equal(text);
        } catch (fault) {
          expect(fault).to.be.instanceOf(InvalidRequest).with.property('field', 'cursor');
        }
      }),
    );
  });
});
