import { expect } from 'chai';
import { walkRepairs } from '../../src/message-extension/walk-repairs.ts';
import { aRepresentation } from './fake-repairs.ts';

describe('walkRepairs', () => {
  it('ends at an empty page even if the API returns another cursor', async () => {
    let calls = 0;
    const list = async () => {
      calls += 1;
      if (calls > 5) {
        throw new Error('The walk does not end.');
      }
      return { results: calls === 1 ? [aRepresentation('1')] : [], nextCursor: `at-${calls}` };
    };
    const found = await walkRepairs({ list }, {}, { skip: 0, count: 25 });
    expect(found.map(({ id }) => id)).to.deep.equal(['1']);
    expect(calls).to.equal(2);
  });
});
