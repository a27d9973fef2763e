import { expect } from 'chai';
import { createExchanges } from '../../../src/bot/invokes/exchanges.ts';

describe('createExchanges', () => {
  it('drops an exchange after ten minutes, and the least recent one when full', async () => {
    let time = Date.parse('2026-05-04T08:00:00Z');
    const exchanges = createExchanges(() => new Date(time), 2);
    const isFirst = async (id: string) => (await exchanges.run(id, async () => 'done')).isFirst;
    expect(await isFirst('a')).to.equal(true);
    expect(await isFirst('a')).to.equal(false);
    time += 600_001;
    expect(await isFirst('a')).to.equal(true);
    expect([await isFirst('b'), await isFirst('c')]).to.deep.equal([true, true]);
    expect(await isFirst('a')).to.equal(true);
    expect(await isFirst('c')).to.equal(false);
  });
});
