import { expect } from 'chai';
import { withLockedRegistrations } from '../../../src/teams-host/vault/lock-registrations.ts';
import { openVault } from '../../../src/teams-host/vault/open-vault.ts';
import { toVaultFolder } from '../../../src/teams-host/vault/open-vault-store.ts';
import { aClock, aFlow, karin, silent } from '../vault/vault-fixture.ts';
import { aVaultFolder, keyOptions, oauthOptions } from './a-vault-folder.ts';

describe('npm run vault -- update, rotate-secret and remove', () => {
  const { path, succeed, fail, show } = aVaultFolder();
  const contoso = '11111111-1111-4111-8111-111111111111';

  beforeEach(async () => {
    await succeed(['register', 'my-oauth', ...oauthOptions], 'first-secret');
    await succeed(['register', 'my-key', ...keyOptions], 'first-key');
  });

  const open = async () => (await openVault({ folder: toVaultFolder(path()), now: aClock().now, log: silent })).vault;

  it('change what the Developer Portal lets change: description, domain, organisation and app', async () => {
    const output = await succeed([
      ...['update', 'my-oauth', '--name', 'New name', '--base-url', 'https://other.example.com'],
      ...['--restrict-by-org', 'homeTenant', '--home-tenant-id', contoso, '--restrict-by-app', 'any'],
    ]);
    expect(output).to.contain('Changed name, baseUrl, restrictByOrg, homeTenantId, restrictByApp of my-oauth.');
    expect(output).to.contain('People have to sign in again');
    expect(await show('my-oauth')).to.include.members([
      'name: New name',
      'baseUrl: https://other.example.com',
      'restrictByOrg: homeTenant',
      `homeTenantId: ${contoso}`,
      'restrictByApp: any',
    ]);
    expect(await succeed(['update', 'my-oauth', '--restrict-by-org', 'any'])).not.to.contain('sign in again');
    expect((await show('my-oauth')).join()).not.to.contain(contoso);
  });

  for (const [flag, value] of [
    ['--scope', 'more'],
    ['--client-id', 'another'],
    ['--authorization-endpoint', 'https://other.example.com/authorize'],
    ['--token-endpoint', 'https://other.example.com/token'],
    ['--refresh-endpoint', 'https://other.example.com/token'],
    ['--pkce', 'false'],
    ['--token-endpoint-auth-method', 'client_secret_post'],
    ['--kind', 'apiKey'],
  ] as const) {
    it(`refuse ${flag} after a registration was saved, and say what to do`, async () => {
      const before = await show('my-oauth');
      expect(await fail(['update', 'my-oauth', '--name', 'Kept back', flag, value])).to.match(
        /cannot change, only name, .* can\. Register a new one, and put its id in the manifest\.\n$/,
      );
      expect(await show('my-oauth')).to.deep.equal(before);
    });
  }

  it('accept a file that repeats what cannot change, and refuse a secret or an id in it', async () => {
    const update = ['update', 'my-key', '--file', '-'];
    const unchanged = { kind: 'apiKey', id: 'my-key' };
    expect(await succeed(update, JSON.stringify({ ...unchanged, name: 'Again' }))).to.contain(
      'Changed name of my-key.',
    );
    for (const [fields, fault] of [
      [{ apiKey: 'a-new-key' }, 'Use "rotate-secret my-key" to change a secret.'],
      [{ id: 'other' }, 'id cannot change'],
      [{ 'a-new-key': 1 }, '(unprintable name) cannot change'],
      [{ name: '' }, 'name must be a name for people'],
      [{}, 'Nothing was changed'],
    ] as const) {
      const output = await fail(update, JSON.stringify(fields));
      expect(output).to.contain(fault).and.not.to.contain('a-new-key');
    }
  });

  it('change endpoint and connections of a bot, but not its app id', async () => {
    const bot = ['--kind', 'bot', '--app-id', contoso, '--oauth-connections', '[]', '--messaging-endpoint'];
    await succeed(['register', 'my-bot', ...bot, 'https://bot.example.com/api/messages'], 'a-password');
    const connections = JSON.stringify([{ name: 'my-connection', registrationId: 'my-oauth' }]);
    const changes = ['--messaging-endpoint', 'https://bot.example.com/other', '--oauth-connections', connections];
    expect(await succeed(['update', 'my-bot', ...changes])).to.contain('after a restart');
    expect(await fail(['update', 'my-bot', '--app-id', contoso.replaceAll('1', '2')])).to.contain(
      'appId cannot change',
    );
    expect(await fail(['remove', 'my-oauth'])).to.contain('The bot my-bot uses this registration');
    await succeed(['remove', 'my-bot']);
    await succeed(['remove', 'my-oauth']);
  });

  it('replace a secret, say when, and never show it', async () => {
    const output = await succeed(['rotate-secret', 'my-oauth'], 'second-secret\n');
    expect(output).to.contain('Replaced clientSecret of my-oauth. People stay signed in.');
    expect((await open()).registration('my-oauth')).to.include({ clientSecret: 'second-secret' });
    expect((await show('my-oauth')).join() + output).not.to.contain('second-secret');
    expect(await fail(['rotate-secret', 'my-oauth'], 'a+b/c='))
      .to.contain('clientSecret')
      .and.not.to.contain('a+b');
    expect(await fail(['rotate-secret', 'my-oauth', '--key', 'primary'], 'x')).to.contain('Leave out --key.');
    expect((await open()).registration('my-oauth')).to.include({ clientSecret: 'second-secret' });
  });

  it('replace either key of an API key, and remove the second', async () => {
    expect(await fail(['rotate-secret', 'my-key'], 'x')).to.contain('--key primary or --key secondary');
    await succeed(['rotate-secret', 'my-key', '--key', 'secondary'], 'second-key');
    expect((await open()).registration('my-key')).to.include({ apiKey: 'first-key', secondaryApiKey: 'second-key' });
    await succeed(['rotate-secret', 'my-key', '--key', 'primary'], 'third-key');
    expect((await open()).registration('my-key')).to.include({ apiKey: 'third-key', secondaryApiKey: 'second-key' });
    expect((await show('my-key')).filter((line) => /Key: set at /i.test(line))).to.have.length(2);
    expect(await succeed(['rotate-secret', 'my-key', '--key', 'secondary', '--remove'])).to.contain(
      'Removed secondaryApiKey of my-key.',
    );
    expect((await show('my-key')).join()).not.to.contain('secondaryApiKey');
    expect(await fail(['rotate-secret', 'my-key', '--key', 'primary', '--remove'])).to.contain('Only the second key');
  });

  it('remove a registration with the tokens of everybody, also for a later one that is equal', async () => {
    const tokens = async () => (await open()).accessToken(karin, 'my-oauth', aFlow());
    await (await open()).keep(karin, 'my-oauth', { accessToken: 'access-1' });
    expect(await tokens()).to.equal('access-1');
    await succeed(['rotate-secret', 'my-oauth'], 'second-secret');
    expect(await tokens(), 'a new secret').to.equal('access-1');
    expect(await succeed(['remove', 'my-oauth'])).to.contain(
      'The tokens of everybody who has signed in with it are lost',
    );
    expect(await tokens()).to.equal(undefined);
    await succeed(['register', 'my-oauth', ...oauthOptions], 'second-secret');
    expect(await tokens()).to.equal(undefined);
    await (await open()).keep(karin, 'my-oauth', { accessToken: 'access-2' });
    expect(await tokens()).to.equal('access-2');
  });

  it('say that there is no registration with an unknown id, before they read a secret', async () => {
    for (const args of [
      ['update', 'x', '--name', 'y'],
      ['rotate-secret', 'x'],
      ['remove', 'x'],
      ['show', 'x'],
    ]) {
      expect(await fail(args)).to.equal('There is no registration with the id "x". "list" shows the ids.\n');
    }
  });

  it('wait until another program has changed the registrations', async () => {
    let pending: Promise<string> | undefined;
    await withLockedRegistrations(toVaultFolder(path()), async () => {
      pending = succeed(['update', 'my-key', '--name', 'After the other']);
    });
    await pending;
    expect(await show('my-key')).to.include('name: After the other');
  });
});
