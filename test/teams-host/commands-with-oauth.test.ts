import { expect } from 'chai';
import { gardenAppId } from '../support/an-app-package.ts';
import { sends, somePlants, startScriptedApi } from '../support/scripted-api.ts';
import { aToken, oauthHostFixture, toToken } from './oauth-host-fixture.ts';

describe('the local Teams host with an app that uses OAuth', () => {
  const { api, server, host, page, clock, open, reopenApi, run, signIn } = oauthHostFixture();
  const lastFailure = async () => (await page().flow()).hops.findLast(({ failure }) => failure !== undefined)?.failure;

  it('offers sign-in, then calls the API with the access token', async () => {
    expect(await run()).to.deep.equal({ type: 'signIn', title: 'Sign in to Repairs', url: '/sign-in/garden' });
    expect(api().seen).to.deep.equal([]);
    const end = await signIn();
    expect(end.status).to.equal(200);
    expect(await end.text()).to.contain('data-ok="true"');
    expect((await run()).type).to.equal('results');
    expect(api().seen[0]?.headers.authorization).to.equal(`Bearer ${aToken}`);
  });

  it('records the first attempt, the sign-in and the results as one flow, with claims but no secrets', async () => {
    await run();
    await signIn();
    await run();
    const flow = await page().flow();
    expect(flow.action).to.equal('Show a plant');
    expect(flow.hops.map(({ from, to }) => `${from} → ${to}`)).to.deep.equal(
      [
        'Person → Teams host',
        'Teams host → Teams host',
        'Person → Authorization server',
        'Person → Teams host',
        'Teams host → Authorization server',
        'Teams host → Teams host',
        'Teams host → App',
        'Teams host → Person',
      ].toSpliced(
        4,
        0,
        ...flow.hops
          .filter(({ request }) => request.includes('.well-known'))
          .map(() => 'Teams host → Authorization server'),
      ),
    );
    expect(flow.hops.at(-2)?.claims).to.deep.equal({ sub: 'karin', scope: 'plants_read' });
    const text = JSON.stringify(flow) + host().log.lines.join('');
    for (const secret of [aToken, 'a-code', 'rt1', 'client-secret']) {
      expect(text).not.to.contain(secret);
    }
  });

  it('starts a new flow for the next command', async () => {
    await run();
    await page().run('searchPlants', { words: 'x' });
    expect((await page().flow()).action).to.equal('Search plants');
    expect((await page().flow()).hops).to.have.length(2);
  });

  it('uses a token only for the person who signed in', async () => {
    await run();
    await signIn();
    const { users } = (await (await page().get('/api/session')).json()) as { users: { id: string }[] };
    expect((await page().post('/api/session/user', { userId: users[1]?.id })).status).to.equal(204);
    expect((await page().flow()).hops).to.deep.equal([]);
    expect((await run()).type).to.equal('signIn');
    expect((await page().post('/api/session/user', { userId: users[0]?.id })).status).to.equal(204);
    expect((await run()).type).to.equal('results');
  });

  it('refreshes an expired token before the call', async () => {
    await run();
    await signIn();
    const fresh = toToken({ sub: 'karin', fresh: true });
    server().on('/refresh', {
      body: { access_token: fresh, token_type: 'Bearer', expires_in: 300, refresh_token: 'rt2' },
    });
    clock.advance(301);
    expect((await run()).type).to.equal('results');
    expect(api().seen.at(-1)?.headers.authorization).to.equal(`Bearer ${fresh}`);
  });

  it('offers sign-in if the refresh token is rejected, and reports a failed refresh', async () => {
    await run();
    await signIn();
    clock.advance(301);
    server().on('/refresh', { status: 503, body: {} });
    expect(await run()).to.include({ type: 'message', title: 'Signing in is not possible right now' });
    server().on('/refresh', { status: 400, body: { error: 'invalid_grant' } });
    expect((await run()).type).to.equal('signIn');
  });

  it('removes a token that the app rejects with 401, and offers sign-in again', async () => {
    await run();
    await signIn();
    api().answer(sends(401, {}, { 'WWW-Authenticate': 'Bearer error="invalid_token"' }));
    expect((await run()).type).to.equal('signIn');
    expect((await lastFailure())?.why).to.contain('401 (invalid_token)');
    api().answer(sends(200, somePlants));
    expect((await run()).type).to.equal('signIn');
    await signIn();
    expect((await run()).type).to.equal('results');
  });

  it('reports missing access if the app answers 403, and keeps the token', async () => {
    await run();
    await signIn();
    api().answer(sends(403, { title: 'Forbidden', detail: 'The scope plants_read is missing.' }));
    expect(await run()).to.include({ type: 'message', title: 'You have no access to Garden' });
    expect((await lastFailure())?.why).to.contain('The scope plants_read is missing.');
    expect((await lastFailure())?.remedy).to.contain('scopes');
    api().answer(sends(200, somePlants));
    expect((await run()).type).to.equal('results');
  });

  it('reads answers in the encoding that they name', async () => {
    await run();
    await signIn();
    const body = JSON.stringify({ plants: [{ name: 'Königsfarn', latin: 'Osmunda' }] });
    for (const [type, bytes] of [
      ['application/json; charset=utf-8', Buffer.from(`\ufeff${body}`)],
      ['application/json; charset=ISO-8859-1', Buffer.from(body, 'latin1')],
      ['application/json; charset=utf-16', Buffer.from(body, 'utf16le')],
    ] as const) {
      api().answer((response) => response.writeHead(200, { 'Content-Type': type }).end(bytes));
      expect(JSON.stringify(await run())).to.contain('Königsfarn');
    }
  });

  for (const [what, script, why] of [
    ['answers 500', sends(500, { detail: 'Out of order' }), /answered 500.*Out of order/],
    ['answers 429', sends(429, {}), /answered 429/],
    ['answers 400', sends(400, {}), /answered 400/],
    ['answers HTML', sends(200, '<h1>Hello</h1>', { 'Content-Type': 'text/html' }), /text\/html instead of JSON/],
    ['answers broken JSON', sends(200, '{"plants": ['), /has a JSON content type but is not JSON/],
    [
      'answers in an unknown charset',
      sends(200, somePlants, { 'Content-Type': 'application/json; charset=klingon' }),
      /charset “klingon”, which is unknown/,
    ],
    ['answers 204', sends(204, ''), /without a body/],
    ['sends more than 1 MiB', sends(200, JSON.stringify('x'.repeat(1_100_000))), /more than 1048576 bytes/],
    [
      'closes the connection in the middle of a response',
      (response: Parameters<ReturnType<typeof sends>>[0]) => {
        response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '100' });
        response.write('{');
        setTimeout(() => response.destroy(), 20);
      },
      /closed the connection before its answer was complete/,
    ],
  ] as const) {
    it(`reports that the app cannot be reached if it ${what}`, async () => {
      await run();
      await signIn();
      api().answer(script);
      const outcome = await run();
      expect(outcome).to.include({ type: 'message', title: 'Garden cannot be reached' });
      expect(outcome).to.have.property('text').that.matches(why);
      expect((await lastFailure())?.why).to.match(why);
      expect((await lastFailure())?.remedy).to.be.a('string').that.is.not.empty;
      expect(api().seen).to.have.length(1);
    });
  }

  it('does not follow a redirect, so that the token stays with the app', async () => {
    await run();
    await signIn();
    const elsewhere = await startScriptedApi();
    api().answer(sends(302, '', { Location: `${elsewhere.url}/steal` }));
    expect(await run()).to.include({ type: 'message', title: 'Garden cannot be reached' });
    expect(elsewhere.seen).to.deep.equal([]);
    await elsewhere.close();
  });

  it('retries twice if the connection is refused, and records every attempt', async () => {
    await run();
    await signIn();
    await api().close();
    expect(await run())
      .to.have.property('text')
      .that.contains('ECONNREFUSED');
    const calls = (await page().flow()).hops.filter(({ to }) => to === 'App');
    expect(calls.map(({ failure }) => failure !== undefined)).to.deep.equal([false, false, true]);
    await reopenApi();
  });

  for (const [what, changes, why] of [
    ['has a base URL with a different path', { baseUrl: 'PATH' }, /not below the base URL/],
    ['has a base URL that is only a string prefix', { baseUrl: 'PREFIX' }, /not below the base URL/],
    ['is for a different app', { restrictByApp: { appId: gardenAppId.replace('7', '8') } }, /another app/],
    [
      'is for a different organisation',
      { restrictByOrg: 'homeTenant', homeTenantId: '22222222-2222-4222-8222-222222222222' },
      /home tenant/,
    ],
  ] as const) {
    it(`makes no call if the registration ${what}`, async () => {
      const baseUrl = { PATH: `${api().url}/v2`, PREFIX: `${api().url}/v` }[
        String('baseUrl' in changes && changes.baseUrl)
      ];
      await open({ ...changes, baseUrl: baseUrl ?? `${api().url}/v1` } as never);
      expect(await run())
        .to.have.property('text')
        .that.matches(why);
      expect(api().seen).to.deep.equal([]);
      expect(server().requests).to.deep.equal([]);
      expect((await lastFailure())?.why).to.match(why);
    });
  }

  it('names a missing or invalid parameter by its title', async () => {
    expect(await page().run('showPlant')).to.include({ type: 'message', text: '“The id” is required.' });
    expect(await page().run('findPlants', { name: 'x', most: 'many' })).to.include({
      text: '“The most” must be a whole number.',
    });
  });

  it('shows results with missing values, and reports what is missing', async () => {
    await run();
    await signIn();
    api().answer(sends(200, { plants: [{ latin: 'No name' }] }));
    expect((await run()).type).to.equal('results');
    expect((await lastFailure())?.why).to.contain('name');
    api().answer(sends(200, { flowers: [] }));
    expect(await run()).to.have.nested.property('results.length', 0);
    expect((await lastFailure())?.why).to.contain('nothing at "plants"');
  });
});
