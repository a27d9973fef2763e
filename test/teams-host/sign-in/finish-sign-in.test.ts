import { expect } from 'chai';
import type { ScriptedAnswer } from '../../support/token-endpoint.ts';
import { aFlow, ashley, karin } from '../vault/vault-fixture.ts';

import { granted, id, redirectUri, signInFixture, stateOf } from './sign-in-fixture.ts';

describe('finishing a sign-in', () => {
  const { world, vault, use, start, finish, token, failed } = signInFixture();

  it('exchanges the code with the verifier and stores the tokens for the person who started the sign-in', async () => {
    const url = await start();
    const flow = aFlow();
    expect(await finish({ code: 'the-code', state: url.searchParams.get('state') ?? '' }, flow)).to.deep.equal({
      ok: true,
      registrationId: id,
    });
    const form = Object.fromEntries(world().endpoint.to('/token')[0]?.form ?? []);
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

  it('rejects a replayed state without sending a request', async () => {
    const state = await stateOf(start());
    await finish({ code: 'c', state });
    await vault().forget(karin, id);
    const requests = world().endpoint.requests.length;
    expect((await failed(finish({ code: 'c', state }))).title).to.equal('This sign-in has ended');
    expect(world().endpoint.requests).to.have.length(requests);
  });

  it('accepts a state once, even if two responses arrive at the same time', async () => {
    const state = await stateOf(start());
    const results = await Promise.all([finish({ code: 'c', state }), finish({ code: 'c', state })]);
    expect(results.filter(({ ok }) => ok)).to.have.length(1);
    expect(world().endpoint.to('/token')).to.have.length(1);
  });

  it('consumes the state even if the exchange fails', async () => {
    world().endpoint.on('/token', { status: 500, body: '' });
    const state = await stateOf(start());
    await failed(finish({ code: 'c', state }));
    world().endpoint.on('/token', { body: granted });
    expect((await failed(finish({ code: 'c', state }))).title).to.equal('This sign-in has ended');
  });

  it('rejects an unknown state', async () => {
    await start();
    expect((await failed(finish({ code: 'c', state: 'x'.repeat(43) }))).title).to.equal(
      'This sign-in was not started here',
    );
    expect(world().endpoint.requests).to.deep.equal([]);
  });

  it('rejects a state of another session, and consumes it', async () => {
    const state = await stateOf(start());
    expect((await failed(finish({ code: 'c', state }, aFlow(), 'session-2'))).title).to.include(
      'another browser session',
    );
    expect((await failed(finish({ code: 'c', state }))).title).to.equal('This sign-in has ended');
  });

  it('accepts a state for ten minutes', async () => {
    const early = await stateOf(start());
    const late = await stateOf(start());
    world().clock.advance(599);
    expect((await finish({ code: 'c', state: early })).ok).to.equal(true);
    await vault().forget(karin, id);
    world().clock.advance(1);
    expect((await failed(finish({ code: 'c', state: late }))).title).to.equal('This sign-in took too long');
  });

  it('keeps at most a thousand pending sign-ins, dropping the oldest first', async () => {
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
    it(`rejects the response ?${query}`, async () => {
      const state = await stateOf(start());
      await failed(finish(query.replaceAll('STATE', state)));
      expect(world().endpoint.to('/token')).to.deep.equal([]);
    });
  }

  it('explains a response with neither code nor error', async () => {
    expect((await failed(finish({ state: await stateOf(start()) }))).text).to.include('returned no code');
  });

  const errors: [string, string][] = [
    ['access_denied', 'You did not allow access'],
    ['invalid_scope', 'does not know the scopes, or does not grant them to this client (invalid_scope).'],
    ['unauthorized_client', 'does not allow this client'],
    ['temporarily_unavailable', 'busy'],
    ['server_error', 'server failed'],
    ['something_new', 'ended the sign-in with an error (something_new).'],
    ['größe\u202e', 'ended the sign-in with an error (größe).'],
    ['__proto__', 'ended the sign-in with an error (__proto__).'],
  ];
  for (const [error, words] of errors) {
    it(`explains ${error}, and succeeds on the next attempt`, async () => {
      const flow = aFlow();
      const { title, text, remedy } = await failed(finish({ error, state: await stateOf(start()) }, flow));
      expect(`${title} ${text}`).to.include(words);
      expect(flow.hops.at(0)?.failure).to.deep.equal({ why: text, remedy });
      expect((await finish({ code: 'c', state: await stateOf(start()) })).ok).to.equal(true);
    });
  }

  it('quotes the server’s error description as short, printable text only', async () => {
    const description = `Non autorisé${'\u0000\u202e'}, token=abc ${'x'.repeat(500)}`;
    const state = await stateOf(start());
    const { text } = await failed(finish({ error: 'access_denied\r\n', error_description: description, state }));
    expect(text)
      .to.match(/^[\x20-\x7e“”…é]+$/)
      .and.include('Non autorisé')
      .and.have.length.below(400);
  });

  const faults: [string, ScriptedAnswer, string][] = [
    ['a rejected code', { status: 400, body: { error: 'invalid_grant' } }, 'refused the code'],
    [
      'a different redirect URI',
      { status: 400, body: { error: 'invalid_grant', error_description: 'redirect_uri mismatch' } },
      'expects another redirect URI',
    ],
    [
      'a different redirect URI (Microsoft Entra ID)',
      { status: 400, body: { error: 'invalid_client', error_description: 'AADSTS50011: no such reply address' } },
      'AADSTS50011',
    ],
    [
      'wrong client credentials, with a challenge',
      { status: 401, body: { error: 'invalid_client' }, headers: { 'www-authenticate': 'Basic realm="x"' } },
      'did not accept the client',
    ],
    [
      'a client without the grant',
      { status: 400, body: { error: 'unauthorized_client' } },
      'does not allow this client',
    ],
    [
      'an error in other languages',
      { status: 400, body: { error: 'odd', error_description: 'Ungültiger Client\u202e – 客户端无效' } },
      'Its message: “Ungültiger Client – 客户端无效”',
    ],
    ['an unknown error', { status: 400, body: { error: 'odd' } }, 'answered with the error odd'],
    ['status 500', { status: 500, body: '<h1>Oops</h1>' }, 'answered with status 500'],
    [
      'status 503 with a message',
      { status: 503, body: { error: 'temporarily_unavailable', error_description: 'Wartung – 维护' } },
      'answered with status 503. Its message: “Wartung – 维护”',
    ],
    ['an HTML page', { body: '<h1>Welcome</h1>' }, 'did not answer with a JSON object'],
    [
      'an unknown charset',
      { headers: { 'content-type': 'application/json; charset=klingon' }, body: granted },
      'charset “klingon”, which is unknown',
    ],
    ['a redirect', { status: 307, headers: { location: '/refresh' }, body: '' }, 'which Teams does not follow'],
    ['a timeout', { delayMs: 1500, body: granted }, 'did not answer in time'],
    ['a response without a token type', { body: { access_token: 'a' } }, 'not a bearer token'],
  ];
  for (const [what, answer, words] of faults) {
    it(`explains ${what} at the token endpoint, and succeeds on the next attempt`, async () => {
      world().endpoint.on('/token', answer);
      const flow = aFlow();
      await use({}, answer.delayMs === undefined ? 8000 : 200);
      const { text, remedy } = await failed(finish({ code: 'the-code', state: await stateOf(start()) }, flow));
      expect(text).to.include(words);
      expect(flow.hops.at(-1)?.failure).to.deep.equal({ why: text, remedy });
      world().endpoint.on('/token', { body: granted });
      await use();
      expect((await finish({ code: 'c', state: await stateOf(start()) })).ok).to.equal(true);
    });
  }

  it('explains a token endpoint that cannot be reached', async () => {
    const state = await stateOf(start());
    await world().endpoint.close();
    const flow = aFlow();
    expect((await failed(finish({ code: 'c', state }, flow))).text).to.include('cannot be reached');
    expect(flow.hops.filter(({ failure }) => failure !== undefined)).to.have.length(1);
  });
});
