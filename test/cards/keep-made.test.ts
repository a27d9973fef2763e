import { expect } from 'chai';
import fc from 'fast-check';
import sinon from 'sinon';
import { keepMade } from '../../src/cards/keep-made.ts';
import { anyRepair, cards, repair } from './some-cards.ts';

describe('what is made of a repair for everybody', () => {
  it('is made once, and again for whatever differs', () => {
    const make = sinon.spy((one: { readonly id: string }, locale?: string) => ({ text: `${one.id} ${locale}` }));
    const keep = keepMade(make);
    expect(keep({ id: '1' }, 'de')).to.equal(keep({ id: '1' }, 'de'));
    expect(make.callCount).to.equal(1);
    expect([keep({ id: '1' }), keep({ id: '2' }, 'de'), keep({ id: '1' }, 'en')].map(({ text }) => text)).to.deep.equal(
      ['1 undefined', '2 de', '1 en'],
    );
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
    const { content } = cards.repairCard({ repair }, { viewer: 'everyone' });
    expect(() => Object.assign((content as { body: object[] }).body[0] ?? {}, { text: 'x' })).to.throw(TypeError);
  });

  it('says what the repair is now, whatever it was before', () => {
    fc.assert(
      fc.property(anyRepair, anyRepair, (before, now) => {
        const changed = { ...now, id: before.id };
        const made = [before, changed].map((one) => cards.repairCard({ repair: one }, { viewer: 'everyone' }).content);
        const anew = cards.repairCard({ repair: changed }, { viewer: { name: '', mayChange: false } }).content;
        const bodyOf = (card: unknown) => (card as { body: unknown }).body;
        expect(bodyOf(made[1])).to.deep.equal(bodyOf(anew));
      }),
    );
  });

  it('is not what one person alone sees', () => {
    const viewer = { name: 'Karin Blair', mayChange: true };
    const [one, other] = [1, 2].map(() => cards.repairCard({ repair }, { viewer }).content);
    expect(one).to.deep.equal(other);
    expect(one).not.to.equal(other);
  });
});
