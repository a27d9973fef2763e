import { expect } from 'chai';
import { StartupFault } from '../../src/foundation/startup-fault.ts';
import { parseBaseUrl } from '../../src/repairs-client/parse-base-url.ts';

describe('parseBaseUrl', () => {
  for (const text of [
    'https://repairs.example.com/api',
    'https://repairs.example.com/api/',
    'http://127.0.0.1:3978/api',
    'http://localhost:3978/api',
    'http://[::1]:3978/api',
  ]) {
    it(`accepts ${text}`, () => {
      expect(parseBaseUrl(text)).to.deep.equal({ origin: new URL(text).origin, path: '/api' });
    });
  }

  it('accepts a bare origin', () => {
    expect(parseBaseUrl('https://repairs.example.com')).to.deep.equal({
      origin: 'https://repairs.example.com',
      path: '',
    });
  });

  for (const text of [
    '',
    'repairs.example.com',
    'http://repairs.example.com/api',
    'http://127.0.0.1.example.com/api',
    'http://localhost.example.com/api',
    'https://user:secret@repairs.example.com/api',
    'https://repairs.example.com/api?x=1',
    'https://repairs.example.com/api#x',
    'https://repairs.example.com\\api',
    'file:///etc/passwd',
    'ftp://repairs.example.com/api',
  ]) {
    it(`rejects ${text || 'an empty string'}`, () => {
      expect(() => parseBaseUrl(text))
        .to.throw(StartupFault, /^The address of the repairs API is malformed: set it to an https address/)
        .and.satisfy((fault: StartupFault) => !fault.message.includes('secret'));
    });
  }
});
