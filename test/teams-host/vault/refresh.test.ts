import { expect } from 'chai';
import { SignInUnavailable } from '../../../src/teams-host/vault/sign-in-unavailable.ts';
import type { ScriptedAnswer } from '../../support/token-endpoint.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { aFlow, ashley, vaultRegistrationId as id, karin, vaultFixture } from './vault-fixture.ts';

const renewed = { access_token: 'access-2', token_type: 'Bearer', expires_in: 60, refresh_token: 'refresh-2' };

describe('the vault with an expired token', () => {
  const { world, vault, reopen, keepTokens, accessToken } = vaultFixture();

  async function unavailable(flow = aFlow()): Promise<SignInUnavailable> {
    const failure = await accessToken(flow).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(SignInUnavailable);
    return failure as SignInUnavailable;
  }

  beforeEach(async () => {
    await keepTokens();
    world().clock.advance(31);
    world().endpoint.on('/refresh', { body: renewed });
  });

  it('refreshes at the refresh endpoint and stores the new tokens', async () => {
    const flow = aFlow();
    expect(await accessToken(flow)).to.equal('access-2');
    const [request] = world().endpoint.requests;
    expect(request?.path).to.equal('/refresh');
    expect(Object.fromEntries(request?.form ?? [])).to.deep.equal({
      grant_type: 'refresh_token',
      refresh_token: 'refresh-1',
    });
    expect(flow.hops).to.have.length(1);
    expect(flow.hops[0]).to.include({ to: 'Authorization server', status: 200 });
    expect(await accessToken()).to.equal('access-2');
    expect(world().endpoint.requests).to.have.length(1);
    world().clock.advance(31);
    await accessToken();
    expect(world().endpoint.requests[1]?.form.get('refresh_token')).to.equal('refresh-2');
  });

  it('reports whether a person is signed in without sending a request', async () => {
    expect(await vault().isSignedIn(karin, id), 'can be refreshed').to.equal(true);
    expect(await vault().isSignedIn(ashley, id), 'never signed in').to.equal(false);
    await vault().keep(karin, id, { accessToken: 'a', expiresAt: world().clock.now().toISOString() });
    expect(await vault().isSignedIn(karin, id), 'expired without a refresh token').to.equal(false);
    await vault().keep(karin, id, { accessToken: 'a' });
    expect(await vault().isSignedIn(karin, id), 'never expires').to.equal(true);
    expect(world().endpoint.requests).to.deep.equal([]);
  });

  it('sends the client id and secret unencoded in the Basic header', async () => {
    await accessToken();
    const { clientId, clientSecret } = world().registration;
    const credentials = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
    expect(world().endpoint.requests[0]?.headers.authorization).to.equal(`Basic ${credentials}`);
  });

  it('sends the client id and secret in the body for client_secret_post', async () => {
    await reopen({
      registrations: [{ ...world().registration, tokenEndpointAuthMethod: 'client_secret_post' }],
    });
    await accessToken();
    const [request] = world().endpoint.requests;
    expect(request?.headers.authorization).to.equal(undefined);
    expect(request?.form.get('client_secret')).to.equal(world().registration.clientSecret);
    expect(request?.form.get('client_id')).to.equal('teams');
  });

  it('keeps the refresh token if the server issues no new one', async () => {
    world().endpoint.on('/refresh', { body: { ...renewed, refresh_token: undefined } });
    await accessToken();
    world().clock.advance(31);
    await accessToken();
    expect(world().endpoint.requests.map(({ form }) => form.get('refresh_token'))).to.deep.equal([
      'refresh-1',
      'refresh-1',
    ]);
  });

  it('refreshes once for twenty callers, and records the hop for each', async () => {
    world().endpoint.on('/refresh', { body: renewed, delayMs: 30 });
    const flows = Array.from({ length: 20 }, aFlow);
    const tokens = await Promise.all(flows.map((flow) => accessToken(flow)));
    expect(new Set(tokens)).to.deep.equal(new Set(['access-2']));
    expect(world().endpoint.requests).to.have.length(1);
    expect(flows.map(({ hops }) => hops.length)).to.deep.equal(Array(20).fill(1));
  });

  it('refreshes only once for callers that arrive as the refresh completes', async () => {
    const pending: Promise<string | undefined>[] = [];
    for (let turn = 0; turn < 60; turn += 1) {
      pending.push(accessToken());
      await new Promise((resolve) => setTimeout(resolve, turn % 3));
    }
    expect(new Set(await Promise.all(pending))).to.deep.equal(new Set(['access-2']));
    expect(world().endpoint.requests).to.have.length(1);
  });

  it('refreshes for each person separately', async () => {
    await vault().keep(ashley, id, {
      accessToken: 'a',
      refreshToken: 'r',
      expiresAt: world().clock.now().toISOString(),
    });
    await Promise.all([accessToken(), vault().accessToken(ashley, id, aFlow())]);
    expect(world().endpoint.requests).to.have.length(2);
  });

  it('stays signed out if the person signs out during the refresh', async () => {
    const response = Promise.withResolvers<void>();
    world().endpoint.on('/refresh', { body: renewed, after: response.promise });
    const pending = accessToken();
    await waitUntil(() => world().endpoint.requests.length > 0);
    await vault().forget(karin, id);
    response.resolve();
    expect(await pending).to.equal(undefined);
    expect(await accessToken()).to.equal(undefined);
  });

  it('uses the tokens of a sign-in that completes during the refresh', async () => {
    const response = Promise.withResolvers<void>();
    world().endpoint.on('/refresh', { body: renewed, after: response.promise });
    const pending = accessToken();
    await waitUntil(() => world().endpoint.requests.length > 0);
    await vault().keep(karin, id, { accessToken: 'signed-in-anew' });
    response.resolve();
    expect(await pending).to.equal('signed-in-anew');
    expect(await accessToken()).to.equal('signed-in-anew');
  });

  it('uses a token without refresh token until it expires', async () => {
    const expiresAt = new Date(world().clock.now().getTime() + 20_000).toISOString();
    await vault().keep(karin, id, { accessToken: 'a', expiresAt });
    world().clock.advance(19);
    expect(await accessToken()).to.equal('a');
    world().clock.advance(1);
    expect(await accessToken()).to.equal(undefined);
  });

  it('refreshes a short-lived token after half its lifetime', async () => {
    world().endpoint.on('/refresh', { body: { ...renewed, expires_in: 20 } });
    await accessToken();
    world().clock.advance(9);
    await accessToken();
    expect(world().endpoint.requests).to.have.length(1);
    world().clock.advance(1);
    await accessToken();
    expect(world().endpoint.requests).to.have.length(2);
  });

  it('requires sign-in if there is no refresh token, and explains why', async () => {
    await vault().keep(karin, id, { accessToken: 'a', expiresAt: world().clock.now().toISOString() });
    const flow = aFlow();
    expect(await accessToken(flow)).to.equal(undefined);
    expect(flow.hops[0]?.note).to.include('offline_access');
  });

  it('removes the tokens if the refresh token is rejected', async () => {
    world().endpoint.on('/refresh', { status: 400, body: { error: 'invalid_grant' } });
    const flow = aFlow();
    expect(await accessToken(flow)).to.equal(undefined);
    expect(flow.hops[0]?.failure).to.deep.equal({
      why: 'The authorization server no longer accepts the refresh token: it has expired, or the consent was withdrawn.',
      remedy: 'Sign in again.',
    });
    expect(await accessToken()).to.equal(undefined);
    expect(world().endpoint.requests).to.have.length(1);
  });

  const faults: [string, ScriptedAnswer, string][] = [
    ['status 500', { status: 500, body: { error: 'invalid_grant' } }, 'answered with status 500'],
    ['status 503 and HTML', { status: 503, body: '<h1>Busy</h1>' }, 'answered with status 503'],
    ['status 429', { status: 429, body: {} }, 'answered with status 429'],
    ['a timeout', { delayMs: 1500, body: renewed }, 'did not answer in time'],
    ['HTML', { body: '<h1>Welcome</h1>' }, 'did not answer with a JSON object'],
    ['an array', { body: [renewed] }, 'did not answer with a JSON object'],
    ['broken JSON', { body: '{"access_token"', headers: { 'content-type': 'application/json' } }, 'with a JSON object'],
    ['an oversized response', { body: { ...renewed, more: 'x'.repeat(300_000) } }, 'more than 262144 bytes'],
    ['a missing access token', { body: { token_type: 'Bearer' } }, 'no usable access_token'],
    ['an empty access token', { body: { ...renewed, access_token: '' } }, 'no usable access_token'],
    ['a line break in the access token', { body: { ...renewed, access_token: 'a\r\nb' } }, 'no usable access_token'],
    ['a token type other than Bearer', { body: { ...renewed, token_type: 'DPoP' } }, 'not a bearer token'],
    ['a missing token type', { body: { access_token: 'a' } }, 'not a bearer token'],
    ['a negative lifetime', { body: { ...renewed, expires_in: -1 } }, 'not a plausible number'],
    ['an implausibly long lifetime', { body: { ...renewed, expires_in: 1e300 } }, 'not a plausible number'],
    ['a lifetime that is not a number', { body: { ...renewed, expires_in: '60s' } }, 'not a plausible number'],
    ['a refresh token that is not a string', { body: { ...renewed, refresh_token: {} } }, 'invalid refresh_token'],
    ['invalid_client', { status: 401, body: { error: 'invalid_client' } }, 'did not accept the client'],
    ['invalid_scope', { status: 400, body: { error: 'invalid_scope' } }, 'does not know the scopes'],
    ['a bare 404', { status: 404, body: 'nothing here' }, 'status 404 and no OAuth error'],
  ];
  for (const [what, answer, why] of faults) {
    it(`explains ${what}, and keeps the tokens`, async () => {
      world().endpoint.on('/refresh', answer);
      const flow = aFlow();
      await reopen(answer.delayMs === undefined ? {} : { timeoutMs: 100 });
      const failure = await unavailable(flow);
      await reopen();
      expect(failure.message).to.include(why);
      expect(failure.status).to.equal(503);
      expect(failure.remedy).to.not.equal('');
      expect(flow.hops.at(-1)?.failure).to.deep.equal({ why: failure.message, remedy: failure.remedy });
      world().endpoint.on('/refresh', { body: renewed });
      expect(await accessToken()).to.equal('access-2');
    });
  }

  it('does not follow a redirect', async () => {
    world().endpoint.on('/refresh', {
      status: 307,
      headers: { location: `${world().endpoint.origin}/elsewhere` },
      body: '',
    });
    world().endpoint.on('/elsewhere', { body: renewed });
    expect((await unavailable()).message).to.include('redirect (status 307), which Teams does not follow');
    expect(world().endpoint.to('/elsewhere')).to.deep.equal([]);
  });

  it('reports an unreachable endpoint to every waiting caller', async () => {
    await world().endpoint.close();
    const failures = await Promise.all([unavailable(), unavailable(), unavailable()]);
    expect(failures.map(({ message }) => message)).to.deep.equal(
      Array(3).fill(`The refresh endpoint at ${world().endpoint.origin} cannot be reached.`),
    );
  });

  it('redacts secrets in hops and errors if the server echoes them', async () => {
    const { clientSecret } = world().registration;
    const description = `token refresh-1 of ${clientSecret} is ${'long '.repeat(100)}\u0007`;
    world().endpoint.on('/refresh', {
      status: 400,
      body: { error: 'invalid_request', error_description: description },
    });
    const flow = aFlow();
    const failure = await unavailable(flow);
    const shown = JSON.stringify([flow.hops, failure.message, failure.stack, failure.remedy]);
    expect(shown).to.include('[redacted]');
    for (const secret of ['refresh-1', 'access-1', clientSecret]) {
      expect(shown).to.not.include(secret);
    }
    expect(failure.message.length).to.be.lessThan(400);
  });

  it('shows the claims of a JWT, never the token', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const jwt = `${part({ alg: 'RS256' })}.${part({ sub: 'karin', scope: 'repairs_read' })}.c2ln`;
    world().endpoint.on('/refresh', { body: { ...renewed, access_token: jwt, scope: 'repairs_read' } });
    const flow = aFlow();
    expect(await accessToken(flow)).to.equal(jwt);
    expect(flow.hops[0]?.claims).to.deep.equal({ sub: 'karin', scope: 'repairs_read' });
    expect(flow.hops[0]?.note).to.not.include('Not granted');
    expect(JSON.stringify(flow.hops)).to.not.include(jwt);
  });

  it('shows the scopes that were not granted; a refresh token shows that offline_access was', async () => {
    world().endpoint.on('/refresh', { body: { ...renewed, scope: 'openid' } });
    const flow = aFlow();
    await accessToken(flow);
    expect(flow.hops[0]?.note).to.match(/ Not granted: repairs_read\.$/);
  });

  it('ignores an ID token', async () => {
    world().endpoint.on('/refresh', { body: { ...renewed, id_token: 'e30.e30.x' } });
    expect(await accessToken()).to.equal('access-2');
  });
});
