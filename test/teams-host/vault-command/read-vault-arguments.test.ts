import { resolve } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { StartupFault } from '../../../src/foundation/startup-fault.ts';
import { readVaultArguments } from '../../../src/teams-host/vault-command/read-vault-arguments.ts';

describe('readVaultArguments', () => {
  const read = (...args: string[]) => readVaultArguments(args, 'data/of-the-host');
  const faultOf = (...args: string[]): string => {
    try {
      read(...args);
      return 'no fault';
    } catch (fault) {
      expect(fault).to.be.instanceOf(StartupFault);
      return (fault as StartupFault).message;
    }
  };

  it('uses the data folder of the host unless another one is named', () => {
    expect(read('list').dataFolder).to.equal(resolve('data/of-the-host'));
    expect(read('list', '--data', '/elsewhere').dataFolder).to.equal('/elsewhere');
  });

  it('returns options as the fields of the same name', () => {
    const { fields } = read('update', 'x', '--base-url', 'https://a', '--pkce', 'false', '--restrict-by-app', 'id');
    expect(fields).to.deep.equal({ baseUrl: 'https://a', pkce: false, restrictByApp: { appId: 'id' } });
  });

  for (const flag of ['--client-secret', '--api-key', '--secondary-api-key', '--app-password', '--secret']) {
    it(`refuses a secret in ${flag}, and does not quote it`, () => {
      for (const args of [[flag, 'do-not-quote'], [`${flag}=do-not-quote`]]) {
        expect(faultOf('register', 'x', ...args))
          .to.contain('Secrets are not taken from the command line')
          .and.not.to.contain('do-not-quote');
      }
    });
  }

  it('refuses what it does not know, with the usage', () => {
    for (const args of [[], ['nonsense'], ['list', 'x'], ['show', 'x', 'y'], ['list', '--nonsense', 'do-not-quote']]) {
      expect(faultOf(...args))
        .to.contain('Usage: npm run vault -- <command>')
        .and.not.to.contain('do-not-quote');
    }
    expect(faultOf('show', 'x', '--name', 'y')).to.contain('The command show has no option --name.');
    expect(faultOf('register', '--key', 'primary')).to.contain('has no option --key');
    expect(faultOf('rotate-secret', 'x', '--key', 'third')).to.contain('"primary" or "secondary"');
  });

  it('requires an id for what changes or shows one registration', () => {
    for (const command of ['show', 'update', 'rotate-secret', 'remove']) {
      expect(faultOf(command)).to.contain(`${command} <id>`);
    }
  });

  it('returns or throws StartupFault for any command line', () => {
    const words = fc.oneof(fc.string(), fc.constantFrom('list', 'register', '--file', '--data', '--oauth-connections'));
    fc.assert(fc.property(fc.array(words, { maxLength: 6 }), (args) => void faultOf(...args)));
  });
});
