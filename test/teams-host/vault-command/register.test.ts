import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { anOAuthRegistration } from '../vault/vault-fixture.ts';
import { aVaultFolder, keyOptions, oauthOptions } from './a-vault-folder.ts';

describe('npm run vault -- register, list and show', () => {
  const { path, run, succeed, fail, show } = aVaultFolder();

  it('register an OAuth client with all its fields, and never show its secret', async () => {
    const secret = 'the-secret-of-the-client';
    const shown = [await succeed(['register', 'my-oauth', ...oauthOptions], `${secret}\n`), await succeed(['list'])];
    expect(shown[0]).to.contain('Registered my-oauth: put this id in the manifest.');
    expect(shown[1]).to.equal('my-oauth  OAuth client  My sign-in  https://api.example.com/v1\n');
    const lines = await show('my-oauth');
    expect(lines.filter((line) => !line.startsWith('clientSecret'))).to.have.members([
      'kind: oauth',
      'id: my-oauth',
      'name: My sign-in',
      'baseUrl: https://api.example.com/v1',
      'restrictByOrg: any',
      'restrictByApp: {"appId":"7b1d9a3e-0000-4000-8000-000000000001"}',
      'clientId: my-client',
      'authorizationEndpoint: https://login.example.com/authorize',
      'tokenEndpoint: https://login.example.com/token',
      'refreshEndpoint: https://login.example.com/token',
      'pkce: true',
      'tokenEndpointAuthMethod: client_secret_basic',
      'scope: read offline_access',
    ]);
    expect(lines.find((line) => line.startsWith('clientSecret'))).to.match(/^clientSecret: set at 20\d\d-.*Z$/);
    expect([...shown, ...lines].join()).not.to.contain(secret);
  });

  it('register what a file has, secret included, and let options replace its fields', async () => {
    const file = join(path(), 'one.json');
    const registration = anOAuthRegistration('https://login.example', { id: 'of-the-file' });
    await writeFile(file, JSON.stringify(registration));
    await succeed(['register', '--file', file]);
    await succeed(['register', 'another', '--file', file, '--name', 'Another']);
    expect(await show('of-the-file')).to.include('name: Repairs');
    expect(await show('another')).to.include('name: Another');
    const { id: _, ...withoutId } = registration;
    const output = await succeed(['register', '--file', '-'], JSON.stringify(withoutId));
    const [, id = ''] = /^Registered ([\da-f]{32}):/.exec(output) ?? [];
    expect(await show(id)).to.include('name: Repairs');
    const seen = (await Promise.all(['of-the-file', 'another', id].map(show))).join() + (await succeed(['list']));
    expect(seen).not.to.contain(registration.clientSecret);
  });

  it('register bots and single sign-on, with connections that name what exists', async () => {
    await succeed(['register', 'my-oauth', ...oauthOptions], 'a-secret');
    const bot = [
      ...['--kind', 'bot', '--app-id', '7b1d9a3e-0000-4000-8000-000000000002'],
      ...['--messaging-endpoint', 'http://127.0.0.1:3978/api/messages', '--oauth-connections'],
    ];
    const connection = (registrationId: string) => JSON.stringify([{ name: 'my-connection', registrationId }]);
    expect(await fail(['register', 'my-bot', ...bot, connection('nothing')], 'a-password')).to.contain(
      'oauthConnections[0].registrationId must be the id of an "oauth" registration',
    );
    expect(await fail(['register', 'my-bot', ...bot, '[{name'], 'a-password')).to.contain('is not JSON');
    expect(await succeed(['register', 'my-bot', ...bot, connection('my-oauth')], 'a-password')).to.contain(
      'after a restart',
    );
    const file = join(path(), 'sso.json');
    const { scope: _scope, name: _name, baseUrl: _baseUrl, ...client } = anOAuthRegistration('https://login.example');
    const { restrictByApp: _app, restrictByOrg: _org, ...rest } = client;
    const sso = { ...rest, kind: 'singleSignOn', id: 'teams', resource: 'api://x', issuer: 'https://login.example' };
    await writeFile(file, JSON.stringify({ ...sso, jwksUri: 'https://login.example/keys' }));
    await succeed(['register', '--file', file]);
    expect((await succeed(['list'])).split('\n').map((line) => line.split(/ {2,}/)[1])).to.deep.equal([
      'OAuth client',
      'bot',
      'single sign-on',
      undefined,
    ]);
    expect((await show('my-bot')).filter((line) => line.startsWith('appPassword'))[0]).to.match(/^appPassword: set at/);
  });

  it('refuse an id that is registered, before they read a secret', async () => {
    await succeed(['register', 'my-key', ...keyOptions], 'a-key');
    expect(await fail(['register', 'my-key', ...keyOptions], '')).to.contain('"my-key" already. Choose another id');
  });

  it('name each field that is missing or invalid, and register nothing', async () => {
    const fault = await fail(['register', 'my-key', '--kind', 'apiKey', '--base-url', 'http://api.example'], 'a-key');
    expect(fault).to.match(/^Correct the registration: name must .*; baseUrl must .*; restrictByOrg must/);
    expect(await fail(['register', '--kind', 'nonsense'])).to.contain('kind must be "oauth" or');
    const withSpace = await fail(['register', 'my-key', ...keyOptions], 'a key with spaces');
    expect(withSpace).to.contain('apiKey must be').and.not.to.contain('with spaces');
    expect(await fail(['register', 'my-key', ...keyOptions], '\n')).to.contain('There is no secret');
    expect(await succeed(['list'])).to.equal(`There are no registrations in ${path()}.\n`);
  });

  it('say what is wrong with a file, and never quote it', async () => {
    const file = join(path(), 'bad.json');
    for (const [text, fault] of [
      ['{ "apiKey": "do-not-quote" ', 'is not valid JSON at line 1'],
      ['["do-not-quote"]', 'must contain one registration, a JSON object.'],
      ['{ "kind": "apiKey", "do-not-quote-a-name": 1, "apiKey": "x" }', '(unprintable name) is not a field'],
    ] as const) {
      await writeFile(file, text);
      const output = await fail(['register', '--file', file]);
      expect(output).to.contain(fault).and.not.to.contain('do-not-quote');
      expect(await fail(['register', '--file', '-'], text)).to.contain(fault);
    }
    expect(await fail(['register', '--file', join(path(), 'none.json')])).to.contain('cannot be read (ENOENT)');
  });

  it('create no folder only to show what is in it', async () => {
    expect(await succeed(['list'])).to.contain('There are no registrations');
    expect(await fail(['show', 'x'])).to.contain('There is no registration with the id "x". "list" shows the ids.');
    expect(await readdir(path())).to.deep.equal([]);
  });

  it('lose nothing when several programs register at the same time', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const runs = await Promise.all(ids.map((id) => run(['register', id, ...keyOptions], `key-of-${id}`)));
    expect(runs.map(({ err }) => err)).to.deep.equal(['', '', '', '', '']);
    expect((await succeed(['list'])).match(/^\w/gm)).to.have.members(ids);
  });
});
