import { expect } from 'chai';
import { createHandedOutTokens } from '../../../src/teams-host/token-service/handed-out-tokens.ts';

describe('tokens handed out to bots', () => {
  const aFlow = () => ({ add: () => {} });

  it('are attributed to the last action they were handed out for', () => {
    const tokens = createHandedOutTokens();
    const [first, second, other] = [aFlow(), aFlow(), aFlow()];
    tokens.keep('a', first);
    tokens.keep('b', other);
    tokens.keep('a', second);
    expect(tokens.flowOf('a')).to.equal(second);
    expect(tokens.flowOf('b')).to.equal(other);
    expect(tokens.flowOf('c')).to.equal(undefined);
  });

  it('are limited to 500; the least recently used is evicted first', () => {
    const tokens = createHandedOutTokens();
    for (let count = 0; count < 500; count += 1) {
      tokens.keep(`token ${count}`, aFlow());
    }
    tokens.flowOf('token 0');
    tokens.keep('one more', aFlow());
    expect(tokens.flowOf('token 0')).not.to.equal(undefined);
    expect(tokens.flowOf('token 1')).to.equal(undefined);
  });
});
