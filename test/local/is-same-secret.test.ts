import { expect } from 'chai';
import { isSameSecret } from '../../src/local/is-same-secret.ts';

describe('isSameSecret', () => {
  it('returns true for equal texts only', () => {
    expect(isSameSecret('a secret', 'a secret')).to.equal(true);
    for (const other of ['', 'a secre', 'a secret ', 'A secret', 'a secreu']) {
      expect(isSameSecret('a secret', other), other).to.equal(false);
    }
  });
});
