import { expect } from 'chai';
import { StartupFault } from '../../src/foundation/startup-fault.ts';
import { toListenFault } from '../../src/server/to-listen-fault.ts';

describe('toListenFault', () => {
  const fault = (code: string, host?: string): unknown =>
    toListenFault(Object.assign(new Error(code), { code }), {
      host: '203.0.113.1',
      port: 80,
      settings: { port: 'PORT', ...(host === undefined ? {} : { host }) },
    });

  const cases: readonly [string, RegExp][] = [
    ['EADDRINUSE', /^Port 80 is in use: .* set PORT to a free port\.$/],
    ['EACCES', /^Port 80 may not be listened on: set PORT to .*\.$/],
    ['EADDRNOTAVAIL', /^203\.0\.113\.1 is no address of this machine: set HOST to .*\.$/],
    ['ENOTFOUND', /^203\.0\.113\.1 is no address of this machine: set HOST to .*\.$/],
  ];
  for (const [code, sentence] of cases) {
    it(`has a sentence with the remedy for ${code}`, () => {
      const { message, cause } = fault(code, 'HOST') as StartupFault;
      expect(message).to.match(sentence);
      expect(cause).to.have.property('code', code);
    });
  }

  it('names no setting that there is not', () => {
    expect((fault('EADDRNOTAVAIL') as StartupFault).message).to.match(/: listen on 127\.0\.0\.1/);
  });

  it('leaves a bug what it is', () => {
    expect(fault('EINVAL')).not.to.be.instanceOf(StartupFault);
  });
});
