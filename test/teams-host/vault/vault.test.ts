import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { openVault } from '../../../src/teams-host/vault/open-vault.ts';
import { SignInUnavailable } from '../../../src/teams-host/vault/sign-in-unavailable.ts';
import {
  aFlow,
  anApiKeyRegistration,
  anOAuthRegistration,
  ashley,
  vaultRegistrationId as id,
  karin,
  silent,
  vaultFixture,
} from './vault-fixture.ts';

describe('the vault', () => {
  const { world, vault, reopen, keepTokens, accessToken } = vaultFixture();

  it('finds a registration by its id', () => {
    expect(vault().registration(id)).to.deep.equal(world().registration);
    expect(vault().registration('other')).to.equal(undefined);
    expect(vault().registration('__proto__')).to.equal(undefined);
  });

  it('returns no token for a person who has not signed in', async () => {
    await keepTokens();
    expect(await vault().accessToken(ashley, id, aFlow())).to.equal(undefined);
    expect(await vault().accessToken({ ...karin, tenantId: ashley.tenantId }, id, aFlow())).to.equal(undefined);
    expect(await vault().accessToken(karin, 'other', aFlow())).to.equal(undefined);
  });

  it('returns a token without a request until half a minute before it expires', async () => {
    await keepTokens();
    world().clock.advance(29);
    expect(await accessToken()).to.equal('access-1');
    expect(world().endpoint.requests).to.deep.equal([]);
  });

  it('never expires a token of unknown lifetime', async () => {
    await vault().keep(karin, id, { accessToken: 'access-1' });
    world().clock.advance(10 ** 8);
    expect(await accessToken()).to.equal('access-1');
  });

  it('removes the tokens on sign-out', async () => {
    await keepTokens();
    await keepTokens(ashley);
    await vault().forget(karin, id);
    expect(await accessToken()).to.equal(undefined);
    expect(await vault().accessToken(ashley, id, aFlow())).to.equal('access-1');
  });

  it('keeps tokens and registrations across a restart', async () => {
    await keepTokens();
    const { vault: again } = await openVault({ folder: world().folder, now: world().clock.now, log: silent });
    expect(again.registration(id)).to.deep.equal(world().registration);
    expect(await again.accessToken(karin, id, aFlow())).to.equal('access-1');
  });

  it('replaces stored registrations with the given ones', async () => {
    const key = anApiKeyRegistration();
    await world().open({ registrations: [key] });
    const again = await world().open({ registrations: [key] });
    expect(again.registration(id)).to.equal(undefined);
    expect(again.registration(key.id)).to.deep.equal(key);
    expect(await again.accessToken(karin, key.id, aFlow())).to.equal(undefined);
  });

  for (const change of [{ baseUrl: 'http://127.0.0.1:1/' }, { scope: 'more' }, { clientId: 'other' }]) {
    it(`ignores tokens stored before the registration's ${Object.keys(change)} changed`, async () => {
      await keepTokens();
      const again = await world().open({ registrations: [{ ...world().registration, ...change }] });
      expect(await again.accessToken(karin, id, aFlow())).to.equal(undefined);
    });
  }

  it('keeps tokens if only name, restrictions or secret of the registration changed', async () => {
    await keepTokens();
    for (const change of [{ name: 'New' }, { restrictByApp: { appId: id } }, { clientSecret: 'new-secret' }]) {
      const again = await world().open({ registrations: [{ ...world().registration, ...change }] });
      expect(await again.accessToken(karin, id, aFlow()), Object.keys(change)[0]).to.equal('access-1');
    }
  });

  it('writes neither secrets nor ids to disk in plain text', async () => {
    await keepTokens();
    const names = await readdir(world().folder);
    expect(names.length).to.be.greaterThan(3);
    for (const name of names) {
      const content = await readFile(join(world().folder, name), 'latin1');
      for (const secret of ['access-1', 'refresh-1', world().registration.clientSecret, karin.id, id]) {
        expect(content).to.not.include(secret);
        expect(name).to.not.include(secret);
      }
    }
  });

  it('ignores tampered tokens, so that people can sign in again', async () => {
    const before = await readdir(world().folder);
    await keepTokens();
    const file = join(world().folder, String((await readdir(world().folder)).find((name) => !before.includes(name))));
    await writeFile(file, (await readFile(file)).reverse());
    expect(await accessToken()).to.equal(undefined);
    await keepTokens();
    expect(await accessToken()).to.equal('access-1');
  });

  describe('forgetting consent', () => {
    const metadata = (issuer: string) => ({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      revocation_endpoint: `${issuer}/revoke`,
    });
    const publish = (changes = {}) =>
      world().endpoint.on('/.well-known/openid-configuration', {
        body: { ...metadata(world().endpoint.origin), ...changes },
      });

    beforeEach(() => keepTokens());

    it('revokes the refresh token at the endpoint in the metadata and removes the tokens', async () => {
      publish();
      world().endpoint.on('/revoke', { body: '' });
      const flow = aFlow();
      expect(await vault().forgetConsent(karin, id, flow)).to.equal(true);
      const [request] = world().endpoint.to('/revoke');
      expect(Object.fromEntries(request?.form ?? [])).to.deep.equal({
        token: 'refresh-1',
        token_type_hint: 'refresh_token',
      });
      expect(await accessToken()).to.equal(undefined);
      expect(flow.hops).to.have.length(2);
      expect(JSON.stringify(flow.hops)).to.not.include('refresh-1');
    });

    it('revokes the access token if there is no refresh token', async () => {
      publish();
      world().endpoint.on('/revoke', { body: '' });
      await vault().keep(karin, id, { accessToken: 'access-1' });
      expect(await vault().forgetConsent(karin, id, aFlow())).to.equal(true);
      expect(world().endpoint.to('/revoke')[0]?.form.get('token')).to.equal('access-1');
    });

    it('finds the OAuth metadata of an issuer with a path', async () => {
      const issuer = `${world().endpoint.origin}/realms/one`;
      const registration = anOAuthRegistration(issuer);
      world().endpoint.on('/.well-known/oauth-authorization-server/realms/one', { body: metadata(issuer) });
      world().endpoint.on('/realms/one/revoke', { body: '' });
      await reopen({ registrations: [registration] });
      await keepTokens();
      expect(await vault().forgetConsent(karin, id, aFlow())).to.equal(true);
    });

    const useless: [string, object][] = [
      ['no revocation endpoint', { revocation_endpoint: undefined }],
      ['a remote revocation endpoint over plain http', { revocation_endpoint: 'http://192.0.2.1/revoke' }],
      ['a different token endpoint', { token_endpoint: 'https://other.example/token' }],
      ['a different issuer', { issuer: 'https://other.example' }],
    ];
    for (const [what, changes] of useless) {
      it(`only removes the tokens if the metadata names ${what}, and reports it`, async () => {
        publish(changes);
        const flow = aFlow();
        expect(await vault().forgetConsent(karin, id, flow)).to.equal(false);
        expect(flow.hops.at(-1)?.failure?.why).to.include('names no usable revocation endpoint');
        expect(world().endpoint.to('/revoke')).to.deep.equal([]);
        expect(await accessToken()).to.equal(undefined);
      });
    }

    it('only removes the tokens if the server rejects the revocation', async () => {
      publish();
      world().endpoint.on('/revoke', { status: 400, body: { error: 'unsupported_token_type' } });
      expect(await vault().forgetConsent(karin, id, aFlow())).to.equal(false);
      expect(await accessToken()).to.equal(undefined);
    });

    it('keeps the tokens for another attempt if the server fails', async () => {
      publish();
      world().endpoint.on('/revoke', { status: 500, body: '' });
      const failure = await vault()
        .forgetConsent(karin, id, aFlow())
        .catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(SignInUnavailable);
      expect(await accessToken()).to.equal('access-1');
    });

    it('keeps the tokens if the metadata cannot be fetched', async () => {
      await world().endpoint.close();
      const flow = aFlow();
      const failure = await vault()
        .forgetConsent(karin, id, flow)
        .catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(SignInUnavailable);
      expect(flow.hops[0]?.failure?.why).to.include('cannot be reached');
      expect(await accessToken()).to.equal('access-1');
    });

    it('sends no request if there are no tokens', async () => {
      expect(await vault().forgetConsent(ashley, id, aFlow())).to.equal(false);
      expect(world().endpoint.requests).to.deep.equal([]);
    });
  });
});
