import { expect } from 'chai';
import { toFingerprint } from '../../src/api/to-fingerprint.ts';

describe('toFingerprint', () => {
  const one = toFingerprint('POST', '/api/repairs', { title: 'a', description: 'b' });

  it('is the same whatever the order of the fields', () => {
    expect(toFingerprint('POST', '/api/repairs', { description: 'b', title: 'a' })).to.equal(one);
  });

  it('differs with method, path, value, field, and where one ends', () => {
    const others = [
      toFingerprint('PATCH', '/api/repairs', { title: 'a', description: 'b' }),
      toFingerprint('POST', '/api/repairs/1', { title: 'a', description: 'b' }),
      toFingerprint('POST', '/api/repairs', { title: 'a', description: 'c' }),
      toFingerprint('POST', '/api/repairs', { title: 'a' }),
      toFingerprint('POST', '/api/repairs', { title: 'a","description":"b' }),
    ];
    expect(new Set([one, ...others]).size).to.equal(6);
  });
});
