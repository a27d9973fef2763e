import { expect } from 'chai';
import { walkRepairs } from '../../src/message-extension/walk-repairs.ts';
import { aRepresentation } from './fake-repairs.ts';

describe('walkRepairs', () => {
  it('ends at an empty page even if the API returns another cursor', async () => {
    let asked = 0;
    const list = async () => {
      asked += 1;
      if (asked > 5) {
        throw new Error('There is no end to it.');
      }
      return { results: asked === 1 ? [aRepresentation('1')] : [], nextCursor: `at-${asked}` };
    };
    const found = await walkRepairs({ list }, {}, { skip: 0, count: 25 });
    expect(found.map(({ id }) => id)).to.deep.equal(['1']);
    expect(asked).to.equal(2);
  });
});
