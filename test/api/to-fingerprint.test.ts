import { expect } from 'chai';
import { toFingerprint } from '../../src/api/to-fingerprint.ts';

describe('toFingerprint', () => {
  const fingerprint = toFingerprint('POST', '/api/repairs', { title: 'a', description: 'b' });

  it('does not depend on the order of the fields', () => {
    expect(toFingerprint('POST', '/api/repairs', { description: 'b', title: 'a' })).to.equal(fingerprint);
  });

  it('depends on method, path, fields, values and the boundaries between them', () => {
    const others = [
      toFingerprint('PATCH', '/api/repairs', { title: 'a', description: 'b' }),
      toFingerprint('POST', '/api/repairs/1', { title: 'a', description: 'b' }),
      toFingerprint('POST', '/api/repairs', { title: 'a', description: 'c' }),
      toFingerprint('POST', '/api/repairs', { title: 'a' }),
      toFingerprint('POST', '/api/repairs', { title: 'a","description":"b' }),
    ];
    expect(new Set([fingerprint, ...others]).size).to.equal(6);
  });
});
