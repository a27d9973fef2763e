import { expect } from 'chai';
import { createSignIn } from '../../../../src/dev/teams-host/sign-in/create-sign-in.ts';
import type { SignIn, SignInResult } from '../../../../src/dev/teams-host/sign-in/sign-in.ts';
import type { OAuthRegistration } from '../../../../src/dev/teams-host/vault/registration.ts';
import type { Vault } from '../../../../src/dev/teams-host/vault/vault.ts';
import { AppError, NotFound } from '../../../../src/errors.ts';
import type { ScriptedAnswer } from '../../../support/token-endpoint.ts';
import {
  aFlow,
  anApiKeyRegistration,
  ashley,
  contoso,
  karin,
  startVaultWorld,
  type VaultWorld,
} from '../vault/vault-fixture.ts';

const id = 'repairs-oauth';
const redirectUri = 'http://127.0.0.1:3979/api/platform/v1.0/oAuthRedirect';
const granted = {
  access_token: 'the-access-token',
  token_type: 'Bearer',
  expires_in: 60,
  refresh_token: 'the-refresh-token',
};

describe('signing in', () => {
  let world: VaultWorld;
  let vault: Vault;
  let signIn: SignIn;

  async function use(changes: Partial<OAuthRegistration> = {}, timeoutMs = 8000) {
    vault = await world.open({ registrations: [{ ...world.registration, ...changes }, anApiKeyRegistration()] });
    signIn = createSignIn({ vault, redirectUri, now: world.clock.now, timeoutMs });
  }
  beforeEach(async () => {
    world = await startVaultWorld();
    world.endpoint.on('/token', { body: granted });
    await use();
  });
  afterEach(() => world.close());

  const start = (flow = aFlow(), user = karin, session = 'session-1') => signIn.startSignIn(user, session, id, flow);
  const token = (user = karin) => vault.accessToken(user, id, aFlow());

  async function stateOf(url: Promise<URL>): Promise<string> {
    return (await url).searchParams.get('state') ?? '';
  }
  function finish(
    query: Record<string, string> | string,
    flow = aFlow(),
    session = 'session-1',
  ): Promise<SignInResult> {
    return signIn.finishSignIn(session, new URLSearchParams(query), flow);
  }
  async function failed(result: Promise<SignInResult>) {
    const answer = await result;
    if (answer.ok) {
      throw new Error('The sign-in was expected to fail.');
    }
    expect(answer.remedy).to.not.equal('');
    expect(await token()).to.equal(undefined);
    return answer;
  }

  describe('starting', () => {
    it('opens the authorization endpoint with what Teams sends, and nothing else', async () => {
      const url = await start();
      const query = Object.fromEntries(url.searchParams);
      expect(url.origin + url.pathname).to.equal(world.registration.authorizationEndpoint);
      expect(Object.keys(query).sort()).to.deep.equal([
        'client_id',
        'code_challenge',
        'code_challenge_method',
        'redirect_uri',
        'response_type',
        'scope',
        'state',
      ]);
      expect(query).to.include({
        client_id: 'teams',
        code_challenge_method: 'S256',
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: 'repairs_read offline_access',
      });
      expect(query.state).to.match(/^[\w-]{43}$/);
      expect(query.code_challenge).to.match(/^[\w-]{43}$/);
    });

    it('makes another state and challenge each time', async () => {
      const urls = await Promise.all(Array.from({ length: 20 }, () => start()));
      for (const name of ['state', 'code_challenge']) {
        expect(new Set(urls.map((url) => url.searchParams.get(name))).size).to.equal(20);
      }
    });

    it('leaves PKCE and scope out where the registration has none, and keeps its query', async () => {
      const { authorizationEndpoint } = world.registration;
      await use({ pkce: false, scope: '', authorizationEndpoint: `${authorizationEndpoint}?policy=one` });
      const url = await start();
      expect([...url.searchParams.keys()].sort()).to.deep.equal([
        'client_id',
        'policy',
        'redirect_uri',
        'response_type',
        'state',
      ]);
      await finish({ code: 'c', state: await stateOf(Promise.resolve(url)) });
      expect(world.endpoint.to('/token')[0]?.form.has('code_verifier')).to.equal(false);
    });

    it('shows the hop without the state', async () => {
      const flow = aFlow();
      const url = await start(flow);
      expect(flow.hops).to.have.length(1);
      expect(flow.hops[0]?.request).to.include('state=[redacted]').and.include(encodeURIComponent(redirectUri));
      expect(JSON.stringify(flow.hops)).to.not.include(url.searchParams.get('state'));
    });

    it('refuses a registration that is not there, or is for an API key', async () => {
      for (const other of ['other', 'key', '__proto__']) {
        const failure = await signIn.startSignIn(karin, 'session-1', other, aFlow()).catch((error: unknown) => error);
        expect(failure).to.be.instanceOf(NotFound);
      }
    });

    it('refuses people of another tenant than the registration is for', async () => {
      await use({ restrictByOrg: 'homeTenant', homeTenantId: contoso });
      await start();
      const failure = await start(aFlow(), ashley).catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(AppError).and.have.property('status', 403);
    });
  });

  describe('finishing', () => {
    it('exchanges the code with the verifier and keeps the tokens of who started', async () => {
      const url = await start();
      const flow = aFlow();
      expect(await finish({ code: 'the-code', state: url.searchParams.get('state') ?? '' }, flow)).to.deep.equal({
        ok: true,
        registrationId: id,
      });
      const form = Object.fromEntries(world.endpoint.to('/token')[0]?.form ?? []);
      const { code_verifier, ...rest } = form;
      expect(rest).to.deep.equal({ grant_type: 'authorization_code', code: 'the-code', redirect_uri: redirectUri });
      const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(code_verifier));
      expect(Buffer.from(digest).toString('base64url')).to.equal(url.searchParams.get('code_challenge'));
      expect(await token()).to.equal('the-access-token');
      expect(await token(ashley)).to.equal(undefined);
      expect(flow.hops.map(({ from, to }) => `${from} → ${to}`)).to.deep.equal([
        'Person → Teams host',
        'Teams host → Authorization server',
        'Teams host → Authorization server',
      ]);
      const shown = JSON.stringify(flow.hops);
      for (const secret of ['the-code', form.code_verifier, 'the-access-token', 'the-refresh-token']) {
        expect(shown).to.not.include(secret);
      }
      expect(shown).to.not.include(url.searchParams.get('state'));
    });

    it('takes a state once: a replay stores nothing and asks nobody', async () => {
      const state = await stateOf(start());
      await finish({ code: 'c', state });
      await vault.forget(karin, id);
      const requests = world.endpoint.requests.length;
      expect((await failed(finish({ code: 'c', state }))).title).to.equal('This sign-in is over');
      expect(world.endpoint.requests).to.have.length(requests);
    });

    it('takes a state once even when both arrive at the same time', async () => {
      const state = await stateOf(start());
      const results = await Promise.all([finish({ code: 'c', state }), finish({ code: 'c', state })]);
      expect(results.filter(({ ok }) => ok)).to.have.length(1);
      expect(world.endpoint.to('/token')).to.have.length(1);
    });

    it('spends the state also when the exchange fails', async () => {
      world.endpoint.on('/token', { status: 500, body: '' });
      const state = await stateOf(start());
      await failed(finish({ code: 'c', state }));
      world.endpoint.on('/token', { body: granted });
      expect((await failed(finish({ code: 'c', state }))).title).to.equal('This sign-in is over');
    });

    it('refuses a state of nobody', async () => {
      await start();
      expect((await failed(finish({ code: 'c', state: 'x'.repeat(43) }))).title).to.equal(
        'This sign-in was not started here',
      );
      expect(world.endpoint.requests).to.deep.equal([]);
    });

    it('refuses a state of another session, for good', async () => {
      const state = await stateOf(start());
      expect((await failed(finish({ code: 'c', state }, aFlow(), 'session-2'))).title).to.include(
        'another browser session',
      );
      expect((await failed(finish({ code: 'c', state }))).title).to.equal('This sign-in is over');
    });

    it('takes a state for ten minutes', async () => {
      const early = await stateOf(start());
      const late = await stateOf(start());
      world.clock.advance(599);
      expect((await finish({ code: 'c', state: early })).ok).to.equal(true);
      await vault.forget(karin, id);
      world.clock.advance(1);
      expect((await failed(finish({ code: 'c', state: late }))).title).to.equal('This sign-in took too long');
    });

    it('keeps a thousand pending sign-ins at most', async () => {
      const first = await stateOf(start());
      const second = await stateOf(start());
      for (let count = 0; count < 999; count += 1) {
        await start();
      }
      expect((await failed(finish({ code: 'c', state: first }))).title).to.equal('This sign-in was not started here');
      expect((await finish({ code: 'c', state: second })).ok).to.equal(true);
    });

    for (const query of [
      '',
      'code=c',
      'state=',
      'code=c&code=d&state=STATE',
      'code=c&state=STATE&state=STATE',
      'state=STATE&error=a&error=b',
    ]) {
      it(`refuses the response ?${query}`, async () => {
        const state = await stateOf(start());
        await failed(finish(query.replaceAll('STATE', state)));
        expect(world.endpoint.to('/token')).to.deep.equal([]);
      });
    }

    it('explains a response with neither code nor error', async () => {
      expect((await failed(finish({ state: await stateOf(start()) }))).text).to.include('without a code');
    });

    const errors: [string, string][] = [
      ['access_denied', 'You did not allow access'],
      ['invalid_scope', 'does not know the scopes, or does not give them to this client (invalid_scope).'],
      ['unauthorized_client', 'does not let this client'],
      ['temporarily_unavailable', 'busy'],
      ['server_error', 'fault of its own'],
      ['something_new', 'ended the sign-in with an error (something_new).'],
    ];
    for (const [error, words] of errors) {
      it(`explains ${error}, and trying again works`, async () => {
        const flow = aFlow();
        const { title, text, remedy } = await failed(finish({ error, state: await stateOf(start()) }, flow));
        expect(`${title} ${text}`).to.include(words);
        expect(flow.hops.at(0)?.failure).to.deep.equal({ why: text, remedy });
        expect((await finish({ code: 'c', state: await stateOf(start()) })).ok).to.equal(true);
      });
    }

    it('shows what the server said about an error only as short printable text', async () => {
      const description = `No${'\u0000\u202e'}, token=abc ${'x'.repeat(500)}`;
      const state = await stateOf(start());
      const { text } = await failed(finish({ error: 'access_denied\r\n', error_description: description, state }));
      expect(text)
        .to.match(/^[\x20-\x7e“”…]+$/)
        .and.have.length.below(400);
    });

    const faults: [string, ScriptedAnswer, string][] = [
      ['a refused code', { status: 400, body: { error: 'invalid_grant' } }, 'refused the code'],
      [
        'another redirect URI',
        { status: 400, body: { error: 'invalid_grant', error_description: 'redirect_uri mismatch' } },
        'expects another redirect URI',
      ],
      [
        'another redirect URI at Microsoft Entra ID',
        { status: 400, body: { error: 'invalid_client', error_description: 'AADSTS50011: no such reply address' } },
        'AADSTS50011',
      ],
      [
        'a wrong client, with a challenge',
        { status: 401, body: { error: 'invalid_client' }, headers: { 'www-authenticate': 'Basic realm="x"' } },
        'did not accept the client',
      ],
      [
        'a client without the grant',
        { status: 400, body: { error: 'unauthorized_client' } },
        'does not let this client',
      ],
      ['an error nobody knows', { status: 400, body: { error: 'odd' } }, 'refused with the error odd'],
      ['status 500', { status: 500, body: '<h1>Oops</h1>' }, 'answered with status 500'],
      ['HTML', { body: '<h1>Welcome</h1>' }, 'something else than a JSON object'],
      ['a redirect', { status: 307, headers: { location: '/refresh' }, body: '' }, 'which Teams does not follow'],
      ['silence', { delayMs: 1500, body: granted }, 'did not answer in time'],
      ['half a token', { body: { access_token: 'a' } }, 'no bearer token'],
    ];
    for (const [what, answer, words] of faults) {
      it(`explains ${what} of the token endpoint, and trying again works`, async () => {
        world.endpoint.on('/token', answer);
        const flow = aFlow();
        await use({}, answer.delayMs === undefined ? 8000 : 200);
        const { text, remedy } = await failed(finish({ code: 'the-code', state: await stateOf(start()) }, flow));
        expect(text).to.include(words);
        expect(flow.hops.at(-1)?.failure).to.deep.equal({ why: text, remedy });
        world.endpoint.on('/token', { body: granted });
        await use();
        expect((await finish({ code: 'c', state: await stateOf(start()) })).ok).to.equal(true);
      });
    }

    it('explains a token endpoint that cannot be reached', async () => {
      const state = await stateOf(start());
      await world.endpoint.close();
      const flow = aFlow();
      expect((await failed(finish({ code: 'c', state }, flow))).text).to.include('cannot be reached');
      expect(flow.hops.filter(({ failure }) => failure !== undefined)).to.have.length(1);
    });
  });

  describe('by RFC 9207', () => {
    const publish = (issuer: string, changes = {}) =>
      world.endpoint.on('/.well-known/oauth-authorization-server', {
        body: {
          issuer,
          authorization_endpoint: world.registration.authorizationEndpoint,
          token_endpoint: world.registration.tokenEndpoint,
          authorization_response_iss_parameter_supported: true,
          ...changes,
        },
      });
    const finishWith = async (more: Record<string, string>) =>
      finish({ code: 'c', state: await stateOf(start()), ...more });

    it('takes the issuer of the metadata only', async () => {
      const issuer = world.endpoint.origin;
      publish(issuer);
      expect((await finishWith({ iss: issuer })).ok).to.equal(true);
      await vault.forget(karin, id);
      for (const iss of [`${issuer}/`, 'https://evil.example', '', 'x']) {
        expect((await failed(finishWith({ iss }))).title).to.include('another authorization server');
      }
      expect(world.endpoint.to('/token')).to.have.length(1);
    });

    it('misses the issuer where the metadata promises it, also in errors', async () => {
      publish(world.endpoint.origin);
      expect((await failed(finishWith({}))).text).to.include('does not say which');
      expect((await failed(finishWith({ error: 'access_denied' }))).text).to.include('does not say which');
    });

    it('does not miss it elsewhere', async () => {
      publish(world.endpoint.origin, { authorization_response_iss_parameter_supported: undefined });
      expect((await finishWith({})).ok).to.equal(true);
    });

    it('takes an issuer at the authorization endpoint’s origin only, where there is no metadata', async () => {
      expect((await finishWith({ iss: `${world.endpoint.origin}/one` })).ok).to.equal(true);
      await vault.forget(karin, id);
      await failed(finishWith({ iss: 'https://evil.example' }));
    });

    it('fetches metadata once in ten minutes', async () => {
      publish(world.endpoint.origin);
      await finishWith({ iss: world.endpoint.origin });
      await finishWith({ iss: world.endpoint.origin });
      expect(world.endpoint.to('/.well-known/oauth-authorization-server')).to.have.length(1);
      world.clock.advance(600);
      await finishWith({ iss: world.endpoint.origin });
      expect(world.endpoint.to('/.well-known/oauth-authorization-server')).to.have.length(2);
    });
  });
});
