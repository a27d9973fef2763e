import { expect } from 'chai';
import { StartupFault } from '../../src/foundation/startup-fault.ts';
import { toListenFault } from '../../src/foundation/to-listen-fault.ts';

describe('toListenFault', () => {
  const fault = (code: string): unknown =>
    toListenFault(Object.assign(new Error(code), { code }), { host: '203.0.113.1', port: 80, portSetting: 'APP_PORT' });

  const cases: readonly [string, RegExp][] = [
    ['EADDRINUSE', /^Port 80 is in use: .* set APP_PORT to a free port\.$/],
    ['EACCES', /^Port 80 is reserved: set APP_PORT to .*\.$/],
    ['EADDRNOTAVAIL', /^203\.0\.113\.1 is not an address of this machine: set HOST to .*\.$/],
    ['ENOTFOUND', /^203\.0\.113\.1 is not an address of this machine: set HOST to .*\.$/],
  ];
  for (const [code, sentence] of cases) {
    it(`names the remedy for ${code}`, () => {
      const { message, cause } = fault(code) as StartupFault;
      expect(message).to.match(sentence);
      expect(cause).to.have.property('code', code);
    });
  }

  it('returns other errors unchanged', () => {
    expect(fault('EINVAL')).not.to.be.instanceOf(StartupFault);
    expect(toListenFault('thrown', { host: 'a', port: 1, portSetting: 'PORT' })).to.equal('thrown');
  });
});
