import { expect } from 'chai';
import fc from 'fast-check';
import sinon from 'sinon';
import { keepJson, toJson } from '../../src/cards/kept-json.ts';

const anyObject = fc.oneof(
  fc.object({ withNullPrototype: true, withDate: true, maxDepth: 5 }),
  fc.array(fc.anything({ withDate: true, maxDepth: 4 }), { maxLength: 5 }),
);

/** Keeps some of what a value holds, at any depth. */
function keepSome(value: unknown, [isNow = false, ...others]: readonly boolean[]): void {
  if (typeof value === 'object' && value !== null) {
    if (isNow) {
      keepJson(value);
    }
    for (const member of Object.values(value)) {
      keepSome(member, others);
    }
  }
}

describe('toJson', () => {
  it('writes what JSON.stringify writes, whatever of it is kept', () => {
    fc.assert(
      fc.property(anyObject, fc.array(fc.boolean(), { maxLength: 6 }), (value, isKept) => {
        keepSome(value, isKept);
        expect(toJson(value)).to.equal(JSON.stringify(value));
        expect(toJson(value)).to.equal(JSON.stringify(value));
      }),
    );
  });

  it('leaves out what JSON has no word for, and reads toJSON', () => {
    const value = {
      none: undefined,
      call: () => 1,
      list: Object.assign(Array(4), [undefined, () => 1, Number.NaN]),
      day: new Date(0),
      nested: { toJSON: () => 'said' },
    };
    expect(toJson(value)).to.equal('{"list":[null,null,null,null],"day":"1970-01-01T00:00:00.000Z","nested":"said"}');
  });

  it('writes what is kept once, for all answers that hold it', () => {
    const read = sinon.fake.returns('van');
    const result = Object.freeze(Object.defineProperty({}, 'title', { enumerable: true, get: read }));
    keepJson(result);
    const answer = () => toJson({ composeExtension: { type: 'result', attachments: [result, { other: 1 }] } });
    expect(answer()).to.equal('{"composeExtension":{"type":"result","attachments":[{"title":"van"},{"other":1}]}}');
    expect(answer()).to.equal(answer());
    expect(read.callCount).to.equal(1);
  });
});
