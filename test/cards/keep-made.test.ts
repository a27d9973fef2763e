import { expect } from 'chai';
import fc from 'fast-check';
import sinon from 'sinon';
import { keepMade } from '../../src/cards/keep-made.ts';
import { toJson } from '../../src/cards/kept-json.ts';
import { anyRepair, cards, etag, repair } from './some-cards.ts';

describe('the result of a repair', () => {
  it('is made once, and again for whatever differs', () => {
    const make = sinon.spy((one: { readonly id: string }, locale?: string) => ({ text: `${one.id} ${locale}` }));
    const keep = keepMade(make);
    expect(keep({ id: '1' }, 'de')).to.equal(keep({ id: '1' }, 'de'));
    expect(make.callCount).to.equal(1);
    expect([keep({ id: '1' }), keep({ id: '2' }, 'de'), keep({ id: '1' }, 'en')].map(({ text }) => text)).to.deep.equal(
      ['1 undefined', '2 de', '1 en'],
    );
  });

  it('is written as JSON once', () => {
    const toJSON = sinon.fake.returns('a result');
    const keep = keepMade((_id: number) => ({ toJSON }));
    expect([1, 1, 1].map((id) => toJson([keep(id)]))).to.deep.equal(Array(3).fill('["a result"]'));
    expect(toJSON.callCount).to.equal(1);
  });

  it('is kept in bounds', () => {
    const make = sinon.spy((id: number) => ({ id }));
    const keep = keepMade(make);
    for (let id = 0; id <= 500; id += 1) {
      keep(id);
    }
    keep(0);
    expect(make.callCount).to.equal(502);
  });

  it('cannot be changed by one of those who get it', () => {
    const { content } = cards.repairResult({ repair });
    expect(() => Object.assign((content as { body: object[] }).body[0] ?? {}, { text: 'x' })).to.throw(TypeError);
  });

  it('is card and preview as they are made anew, whatever the repair was before', () => {
    fc.assert(
      fc.property(anyRepair, anyRepair, fc.constantFrom('hero', 'thumbnail'), (before, now, kind) => {
        const changed = { ...now, id: before.id };
        cards.repairResult({ repair: before }, { kind });
        expect(cards.repairResult({ repair: changed, etag }, { kind, locale: 'de-DE' })).to.deep.equal({
          ...cards.repairCard({ repair: changed, etag }, { viewer: 'everyone', locale: 'de-DE' }),
          preview: cards.repairPreview(changed, { kind, locale: 'de-DE' }),
        });
      }),
    );
  });
});
