import { expect } from 'chai';
import { createSignIn } from '../../../src/teams-host/sign-in/create-sign-in.ts';
import type { SignIn } from '../../../src/teams-host/sign-in/sign-in.ts';
import type { OAuthRegistration } from '../../../src/teams-host/vault/registration.ts';
import type { Vault } from '../../../src/teams-host/vault/vault.ts';
import {
  aLocalAuthorizationServer,
  type LocalAuthorizationServer,
  redirectUri,
  secret,
  teams,
} from '../../dev/authorization-server/local-authorization-server.ts';
import { signIn as person } from '../../support/sign-in.ts';
import { aFlow, anOAuthRegistration, karin, startVaultWorld, type VaultWorld } from '../vault/vault-fixture.ts';

const id = 'repairs-oauth';

describe('signing in at the embedded authorization server', () => {
  let server: LocalAuthorizationServer;
  let world: VaultWorld;
  let vault: Vault;
  let signIn: SignIn;

  before(async () => {
    server = await aLocalAuthorizationServer();
  });
  after(() => server.close());

  async function use(changes: Partial<OAuthRegistration> = {}, uri = redirectUri) {
    const registration = anOAuthRegistration(server.issuer, {
      clientId: teams.clientId,
      clientSecret: secret,
      authorizationEndpoint: server.endpoints.authorization,
      tokenEndpoint: server.endpoints.token,
      refreshEndpoint: server.endpoints.token,
      scope: 'repairs_read',
      ...changes,
    });
    vault = await world.open({ registrations: [registration], timeoutMs: 5000 });
    signIn = createSignIn({ vault, redirectUri: uri, now: world.clock.now });
  }
  beforeEach(async () => {
    world = await startVaultWorld();
    world.clock.advance((Date.now() - world.clock.now().getTime()) / 1000);
    await use();
  });
  afterEach(() => world.close());

  const start = () => signIn.startSignIn(karin, 'session', id, aFlow());
  const finish = (callback: URL, flow = aFlow()) => signIn.finishSignIn('session', callback.searchParams, flow);
  const token = (flow = aFlow()) => vault.accessToken(karin, id, flow);

  it('gets an access token for the API and shows its claims', async () => {
    const flow = aFlow();
    expect(await finish(await person(await start()), flow)).to.deep.equal({ ok: true, registrationId: id });
    expect(await token()).to.be.a('string');
    expect(flow.hops.at(-1)?.claims).to.include({ aud: 'api://repairs', iss: server.issuer, scope: 'repairs_read' });
  });

  it('refreshes once for twenty callers and keeps the grant', async () => {
    await finish(await person(await start()));
    const tokens = new Set([await token()]);
    for (let round = 0; round < 3; round += 1) {
      world.clock.advance(600);
      const answers = await Promise.all(Array.from({ length: 20 }, () => token()));
      expect(new Set(answers).size).to.equal(1);
      tokens.add(answers[0]);
    }
    expect(tokens).to.not.include(undefined);
    expect(tokens.size).to.equal(4);
  });

  it('ends the grant when the consent is revoked', async () => {
    await finish(await person(await start()));
    const flow = aFlow();
    expect(await vault.forgetConsent(karin, id, flow)).to.equal(true);
    expect(await token()).to.equal(undefined);
    expect(flow.hops.at(-1)).to.include({ status: 200, request: `POST ${server.endpoints.revocation}` });
  });

  it('stores nothing when the person denies access, and succeeds on the next attempt', async () => {
    const denied = await finish(await person(await start(), { allow: false }));
    expect(denied).to.include({ ok: false, title: 'You did not allow access' });
    expect(await token()).to.equal(undefined);
    expect((await finish(await person(await start()))).ok).to.equal(true);
  });

  it('rejects a code that was used before, and stores nothing', async () => {
    const callback = await person(await start());
    await finish(callback);
    await vault.forget(karin, id);
    const next = await start();
    const replay = new URL(callback);
    replay.searchParams.set('state', next.searchParams.get('state') ?? '');
    const answer = await finish(replay);
    expect(answer).to.have.property('text').that.includes('refused the code');
    expect(await token()).to.equal(undefined);
  });

  it('explains a wrong client secret', async () => {
    await use({ clientSecret: 'wrong' });
    expect(await finish(await person(await start())))
      .to.have.property('text')
      .that.includes('did not accept the client');
  });

  it('suggests PKCE if the registration does not use it', async () => {
    await use({ pkce: false });
    const answer = await finish(await person(await start()));
    expect(answer).to.have.property('remedy').that.includes('pkce');
  });

  it('gets no response if the redirect URI differs in case', async () => {
    await use({}, redirectUri.toLowerCase());
    const failure = await person(await start()).catch((error: Error) => error);
    expect(failure).to.be.instanceOf(Error);
    expect(await token()).to.equal(undefined);
  });

  it('requires a new sign-in if the server has lost the grant', async () => {
    const other = await aLocalAuthorizationServer();
    const { endpoints, issuer } = other;
    await use({
      authorizationEndpoint: endpoints.authorization,
      tokenEndpoint: endpoints.token,
      refreshEndpoint: server.endpoints.token,
    });
    expect((await finish(await person(await start()))).ok, issuer).to.equal(true);
    await other.close();
    world.clock.advance(600);
    const flow = aFlow();
    expect(await token(flow)).to.equal(undefined);
    expect(flow.hops.at(-1)?.failure?.remedy).to.equal('Sign in again.');
  });
});
