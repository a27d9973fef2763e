import { expect } from 'chai';
import { verificationLife } from '../../../src/teams-host/token-service/verifications.ts';
import { botAppId, botId } from '../../support/a-bot-package.ts';
import { tenant } from '../../support/scripted-bot.ts';
import { type BotHost, type Person, startBotHost } from '../../support/start-bot-host.ts';
import { startTokenEndpoint, type TokenEndpoint } from '../../support/token-endpoint.ts';
import { aClock, anOAuthRegistration } from '../vault/vault-fixture.ts';

const token = (claims: object): string =>
  `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;

// biome-ignore lint/suspicious/noExplicitAny: tests read any property of an activity
type Json = any;

describe('the token service', () => {
  let server: TokenEndpoint;
  let world: BotHost;
  let karin: Person;
  let activity: Json;
  let clock: ReturnType<typeof aClock>;
  const aToken = token({ sub: 'karin', scope: 'plants_read' });

  beforeEach(async () => {
    clock = aClock(new Date().toISOString());
    server = await startTokenEndpoint();
    server.on('/token', {
      body: { access_token: aToken, token_type: 'Bearer', expires_in: 300, refresh_token: 'rt1' },
    });
    world = await startBotHost({ oauth: anOAuthRegistration(server.origin, { id: 'plants' }), now: clock.now });
    karin = await world.sit();
    activity = await receiveActivity(karin);
  });
  afterEach(async () => {
    await world.close();
    await server.close();
  });

  /** Sends a message in the personal chat and returns the activity that the bot receives. */
  async function receiveActivity(person: Person): Promise<Json> {
    const id = await person.install('personal');
    const { id: messageId } = await person.say(id, 'hello');
    return world.bot.heard((heard) => heard.id === messageId);
  }

  const toState = (of: Json, changes: object = {}): string =>
    Buffer.from(
      JSON.stringify({
        connectionName: 'garden',
        conversation: {
          activityId: of.id,
          user: of.from,
          bot: of.recipient,
          conversation: of.conversation,
          channelId: of.channelId,
          serviceUrl: of.serviceUrl,
        },
        msAppId: botId,
        ...changes,
      }),
    ).toString('base64');

  const api = (method: string, name: string, query: Record<string, string>, body?: unknown): Promise<Response> =>
    world.bot.call(method, `/token-service/api/${name}?${new URLSearchParams(query)}`, body);

  const userQuery = (of = activity) => ({ userId: of.from.id, connectionName: 'garden', channelId: 'msteams' });
  const getToken = (rest: Record<string, string> = {}, of = activity): Promise<Response> =>
    api('GET', 'usertoken/GetToken', { ...userQuery(of), ...rest });

  async function getLink(of = activity): Promise<URL> {
    const answer = await api('GET', 'botsignin/GetSignInResource', { state: toState(of) });
    expect(answer.status).to.equal(200);
    return new URL(((await answer.json()) as { signInLink: string }).signInLink);
  }

  /** Follows the link as the pop-up does and returns the last page. */
  async function followLink(person: Person, link: URL): Promise<string> {
    const start = await person.page.get(link.pathname + link.search);
    if (start.status !== 302) {
      return start.text();
    }
    const authorization = new URL(start.headers.get('Location') ?? '');
    expect(authorization.searchParams.get('redirect_uri')).to.equal(
      `${world.host.url}/token-service/.auth/web/redirect`,
    );
    const state = authorization.searchParams.get('state') ?? '';
    return (await person.page.get(`/token-service/.auth/web/redirect?code=a-code&state=${state}`)).text();
  }

  const lastFailure = async (person = karin): Promise<string | undefined> =>
    (await person.page.flow()).hops.at(-1)?.failure?.why;

  const codeIn = (page: string): string => /data-state="(\d{6})"/.exec(page)?.[1] ?? '';

  const signIn = async (person = karin, of = activity): Promise<string> =>
    codeIn(await followLink(person, await getLink(of)));

  it('requires the verification code for the first token, and no code afterwards', async () => {
    expect((await getToken()).status).to.equal(404);
    const code = await signIn();
    expect(code).to.match(/^\d{6}$/);
    expect((await getToken()).status).to.equal(404);
    const answer = await getToken({ code });
    expect(answer.status).to.equal(200);
    const { expiration, ...rest } = (await answer.json()) as Json;
    expect(rest).to.deep.equal({ channelId: 'msteams', connectionName: 'garden', token: aToken });
    expect(Date.parse(expiration)).to.be.closeTo(clock.now().getTime() + 300_000, 5000);
    expect((await getToken()).status).to.equal(200);
    expect((await getToken({ code })).status, 'a code is valid once').to.equal(404);
  });

  it('answers GetToken without a token with 404 and no body, whatever the reason', async () => {
    for (const change of [{}, { code: '000000' }, { connectionName: 'other' }, { userId: '29:1other' }]) {
      const answer = await getToken(change);
      expect(answer.status).to.equal(404);
      expect(await answer.text(), JSON.stringify(change)).to.equal('');
    }
    await getToken({ code: '000000' });
    expect(await lastFailure()).to.contain('The verification code is wrong');
  });

  it('deletes only the tokens of the person who signs out on the page', async () => {
    const daisy = await world.sit('Daisy Phillips');
    const ofDaisy = await receiveActivity(daisy);
    const isSignedIn = async () => (await karin.get('/api/session')).apps[0].auth.signedIn;
    for (const path of ['/api/sign-out', '/api/forget-consent']) {
      await getToken({ code: await signIn() });
      await getToken({ code: await signIn(daisy, ofDaisy) }, ofDaisy);
      const unusedCode = await signIn();
      expect(await isSignedIn()).to.equal(true);
      await karin.post(path);
      expect((await getToken()).status, path).to.equal(404);
      expect((await getToken({ code: unusedCode })).status, path).to.equal(404);
      expect(await isSignedIn()).to.equal(false);
      expect((await getToken({}, ofDaisy)).status, path).to.equal(200);
    }
  });

  it('identifies the sign-in on the last page, and writes no code or token to the log or the flow', async () => {
    const link = await getLink();
    const page = await followLink(karin, link);
    expect(page)
      .to.contain('data-ok="true"')
      .and.contain('data-connection-name="garden"')
      .and.contain(`data-sign-in-id="${link.searchParams.get('signin')}"`);
    await getToken({ code: codeIn(page) });
    const written = JSON.stringify(await karin.page.flow()) + world.host.log.lines.join('');
    for (const secret of [aToken, codeIn(page), 'rt1', 'a-code', link.searchParams.get('signin') ?? '']) {
      expect(written).to.not.contain(secret);
    }
  });

  it('attributes a call with a token to the action that the token was handed out for', async () => {
    expect(world.host.flowOf(aToken)).to.equal(undefined);
    await getToken({ code: await signIn() });
    activity = await receiveActivity(karin);
    await getToken();
    const call = { from: 'App', to: 'API', request: 'GET /plants', ms: 1 } as const;
    world.host.flowOf(aToken)?.add(call);
    const { hops } = await karin.page.flow();
    expect(hops.at(-1)).to.deep.equal(call);
    expect(hops.at(-2)?.note).to.match(/^The token of Karin Blair/);
    expect(world.host.flowOf('another')).to.equal(undefined);
  });

  it('refuses wrong codes, and any code after five wrong ones', async () => {
    const code = await signIn();
    const wrong = code === '000000' ? '000001' : '000000';
    for (let attempt = 0; attempt < 4; attempt += 1) {
      expect((await getToken({ code: wrong })).status).to.equal(404);
    }
    expect((await getToken({ code })).status).to.equal(200);
    const second = await signIn();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await getToken({ code: second === '000000' ? '000001' : '000000' });
    }
    expect((await getToken({ code: second })).status).to.equal(404);
  });

  it('accepts only the latest code', async () => {
    const [first, second] = [await signIn(), await signIn()];
    expect((await getToken({ code: first })).status).to.equal(404);
    expect((await getToken({ code: second })).status).to.equal(200);
  });

  it('expires a code after five minutes', async () => {
    const code = await signIn();
    clock.advance(verificationLife / 1000);
    world.bot.connectTo(world.host.url);
    expect((await getToken({ code })).status).to.equal(404);
  });

  it('accepts a code only for the person who signed in', async () => {
    const daisy = await world.sit('Daisy Phillips');
    const ofDaisy = await receiveActivity(daisy);
    const code = await signIn();
    expect((await getToken({ code }, ofDaisy)).status).to.equal(404);
    expect((await getToken({}, ofDaisy)).status).to.equal(404);
    expect((await getToken({ code })).status).to.equal(200);
    expect((await getToken({}, ofDaisy)).status).to.equal(404);
  });

  it('allows only the person a link was created for to sign in with it', async () => {
    const daisy = await world.sit('Daisy Phillips');
    const link = await getLink();
    expect((await daisy.page.get(link.pathname + link.search)).status).to.equal(403);
    expect(await followLink(daisy, link))
      .to.contain('somebody else')
      .and.contain('data-ok="false"');
    expect(await lastFailure(daisy)).to.contain('a person other than');
    expect(codeIn(await followLink(karin, link))).to.match(/^\d{6}$/);
  });

  it('shows in the pop-up and the flow why a person of another organisation is refused', async () => {
    await world.close();
    const restricted = { restrictByOrg: 'homeTenant', homeTenantId: tenant } as const;
    world = await startBotHost({ oauth: anOAuthRegistration(server.origin, { id: 'plants', ...restricted }) });
    const ashley = await world.sit('Ashley McCarthy');
    const { pathname, search, searchParams } = await getLink(await receiveActivity(ashley));
    const start = await ashley.page.get(pathname + search);
    expect(start.headers.get('Content-Type')).to.contain('text/html');
    expect(await start.text())
      .to.contain('home tenant')
      .and.contain('data-ok="false"')
      .and.contain('data-connection-name="garden"')
      .and.contain(`data-sign-in-id="${searchParams.get('signin')}"`);
    expect(await lastFailure(ashley)).to.contain('home tenant');
  });

  it('reloads the link once from its own origin if another site opened it', async () => {
    const link = await getLink();
    const first = await fetch(link, { redirect: 'manual' });
    const again = /content="0; url=([^"]+)"/.exec(await first.text())?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect((await karin.page.get(again)).headers.get('Location')).to.contain(server.origin);
    const lost = await (await fetch(`${world.host.url}${again}`)).text();
    expect(lost).to.contain('no session here').and.contain('data-ok="false"').and.not.contain('http-equiv');
  });

  it('stores nothing if the user is switched while the pop-up is open', async () => {
    const { pathname, search } = await getLink();
    const start = await karin.page.get(pathname + search);
    const state = new URL(start.headers.get('Location') ?? '').searchParams.get('state');
    const { users } = await karin.get('/api/session');
    await karin.post('/api/session/user', { userId: users[1].id });
    const end = await karin.page.get(`/token-service/.auth/web/redirect?code=a-code&state=${state}`);
    expect(await end.text())
      .to.contain('somebody else')
      .and.contain('data-ok="false"')
      .and.not.contain('data-state');
    expect(server.requests.filter(({ path }) => path === '/token')).to.deep.equal([]);
  });

  it('refuses the response to a sign-in of another session', async () => {
    const link = await getLink();
    const start = await karin.page.get(link.pathname + link.search);
    const state = new URL(start.headers.get('Location') ?? '').searchParams.get('state');
    const other = await world.sit('Karin Blair');
    const path = `/token-service/.auth/web/redirect?code=a-code&state=${state}`;
    expect(await (await other.page.get(path)).text()).to.contain('another browser session');
    expect(await (await karin.page.get(path)).text()).to.contain('data-ok="false"');
  });

  it('creates links that are valid once and expire after ten minutes', async () => {
    const link = await getLink();
    expect(codeIn(await followLink(karin, link))).to.match(/^\d{6}$/);
    expect(await followLink(karin, link)).to.contain('This link was used');
    expect(await lastFailure()).to.contain('can be used only once');
    const late = await getLink();
    clock.advance(600);
    expect(await followLink(karin, late))
      .to.contain('This link has expired')
      .and.contain(`data-sign-in-id="${late.searchParams.get('signin')}"`);
    expect(await lastFailure()).to.contain('ten minutes');
    const unknown = new URL(late);
    unknown.searchParams.set('signin', 'x');
    expect(await followLink(karin, unknown)).to.contain('This link is unknown');
    const path = '/token-service/.auth/web/redirect?code=a-code&state=x';
    expect(await (await karin.page.get(path)).text()).to.contain('data-ok="false"');
    // Any page can link to these, so they leave the flow as it is.
    expect(await lastFailure()).to.contain('ten minutes');
  });

  for (const [what, changes, status] of [
    ['another bot', { msAppId: botAppId }, 403],
    ['an unknown connection', { connectionName: 'other' }, 404],
    ['a state without a person', { conversation: {} }, 400],
    ['an unknown conversation', { conversation: { conversation: { id: 'a:1none' } } }, 400],
  ] as const) {
    it(`creates no link for ${what}`, async () => {
      const own = JSON.parse(Buffer.from(toState(activity), 'base64').toString()) as Json;
      const conversation = 'conversation' in changes ? changes.conversation : {};
      const merged = {
        ...changes,
        conversation:
          Object.keys(conversation).length === 0 && 'conversation' in changes
            ? {}
            : { ...own.conversation, ...conversation },
      };
      const state = toState(activity, merged);
      expect((await api('GET', 'botsignin/GetSignInResource', { state })).status).to.equal(status);
    });
  }

  it('creates no link for a conversation that the person is not a member of', async () => {
    const ofDaisy = await receiveActivity(await world.sit('Daisy Phillips'));
    const state = toState({ ...activity, conversation: ofDaisy.conversation });
    expect((await api('GET', 'botsignin/GetSignInResource', { state })).status).to.equal(400);
  });

  it('creates no link for the Microsoft Entra ID object id of the person', async () => {
    const state = toState({ ...activity, from: { ...activity.from, id: activity.from.aadObjectId } });
    expect((await api('GET', 'botsignin/GetSignInResource', { state })).status).to.equal(400);
  });

  it('answers 400 for a malformed state', async () => {
    for (const state of ['', 'e30=', '!!!', Buffer.from('[1]').toString('base64'), 'A'.repeat(20_000)]) {
      const answer = await api('GET', 'botsignin/GetSignInResource', { state });
      expect(answer.status, state.slice(0, 20)).to.be.oneOf([400, 431]);
    }
    const state = toState(activity);
    const emulator = { state, emulatorUrl: 'http://127.0.0.1:1/' };
    expect((await api('GET', 'botsignin/GetSignInResource', emulator)).status).to.equal(400);
  });

  it('returns the link as plain text from GetSignInUrl', async () => {
    const answer = await api('GET', 'botsignin/GetSignInUrl', { state: toState(activity), codeChallenge: '' });
    expect(answer.status).to.equal(200);
    expect(answer.headers.get('Content-Type')).to.contain('text/plain');
    expect(codeIn(await followLink(karin, new URL(await answer.text())))).to.match(/^\d{6}$/);
    const redirected = { state: toState(activity), finalRedirect: 'https://garden.example.com/' };
    expect((await api('GET', 'botsignin/GetSignInUrl', redirected)).status).to.equal(400);
    expect((await api('GET', 'botsignin/GetSignInUrl', { state: 'x' })).status).to.equal(400);
  });

  it('returns the token or the link from GetTokenOrSignInResource', async () => {
    // The request of @microsoft/agents-hosting: no app id, and the bot as `agent`.
    const { recipient: agent, from: user, conversation, channelId, serviceUrl } = activity;
    const of = {
      msAppId: '',
      conversation: { activityId: activity.id, agent, user, conversation, channelId, serviceUrl },
    };
    const ask = async (rest: Record<string, string> = {}): Promise<Json> => {
      const none = { code: '', finalRedirect: '', fwdUrl: '' };
      const query = { ...userQuery(), ...none, state: toState(activity, of), ...rest };
      const answer = await api('GET', 'usertoken/GetTokenOrSignInResource', query);
      return answer.status === 200 ? answer.json() : answer.status;
    };
    const { signInResource, ...nothing } = await ask();
    expect(nothing).to.deep.equal({});
    const code = codeIn(await followLink(karin, new URL(signInResource.signInLink)));
    const wrong = code === '000000' ? '000001' : '000000';
    await receiveActivity(karin);
    expect(await ask({ code: wrong })).to.have.all.keys('signInResource');
    expect(JSON.stringify(await karin.page.flow())).to.contain('The verification code is wrong');
    expect((await ask({ code })).tokenResponse).to.include({ connectionName: 'garden', token: aToken });
    expect(await ask()).to.have.all.keys('tokenResponse');
    expect(await ask({ connectionName: 'other', state: toState(activity, { connectionName: 'other' }) })).to.equal(404);
    await api('DELETE', 'usertoken/SignOut', userQuery());
    expect(await ask({ fwdUrl: 'https://garden.example.com/' })).to.equal(400);
    expect(await ask({ state: toState(activity, { msAppId: botAppId }) })).to.equal(403);
  });

  it('signs out of one connection, or of all', async () => {
    await getToken({ code: await signIn() });
    expect((await api('DELETE', 'usertoken/SignOut', userQuery())).status).to.equal(200);
    expect((await getToken()).status).to.equal(404);
    await getToken({ code: await signIn() });
    const { connectionName: _, ...all } = userQuery();
    expect((await api('DELETE', 'usertoken/SignOut', all)).status).to.equal(200);
    expect((await getToken()).status).to.equal(404);
  });

  it('invalidates an unused code on sign-out', async () => {
    const code = await signIn();
    expect((await api('DELETE', 'usertoken/SignOut', userQuery())).status).to.equal(200);
    expect((await getToken({ code })).status).to.equal(404);
  });

  it('returns the sign-in status of each connection', async () => {
    const { connectionName: _, ...query } = userQuery();
    const status = async (include = ''): Promise<Json> =>
      (await api('GET', 'usertoken/GetTokenStatus', { ...query, include })).json();
    expect((await status())[0]).to.include({ connectionName: 'garden', hasToken: false });
    await getToken({ code: await signIn() });
    expect((await status())[0]).to.include({ channelId: 'msteams', hasToken: true });
    expect(await status('other')).to.deep.equal([]);
  });

  it('refreshes an expired token once for all callers', async () => {
    await getToken({ code: await signIn() });
    const fresh = token({ sub: 'karin', fresh: true });
    server.on('/refresh', {
      body: { access_token: fresh, token_type: 'Bearer', expires_in: 300, refresh_token: 'rt2' },
    });
    clock.advance(301);
    const answers = await Promise.all(Array.from({ length: 5 }, () => getToken()));
    for (const answer of answers) {
      expect(((await answer.json()) as Json).token).to.equal(fresh);
    }
    expect(server.requests.filter(({ path }) => path === '/refresh')).to.have.length(1);
  });

  it('refuses token exchange because it does not support single sign-on', async () => {
    expect((await api('POST', 'usertoken/exchange', userQuery(), { token: 'x' })).status).to.equal(400);
    const other = { ...userQuery(), connectionName: 'other' };
    expect((await api('POST', 'usertoken/exchange', other, { token: 'x' })).status).to.equal(404);
    expect((await api('POST', 'usertoken/GetAadTokens', userQuery(), { resourceUrls: [] })).status).to.equal(400);
  });

  it('answers 404 for other channels and other user ids', async () => {
    await getToken({ code: await signIn() });
    for (const change of [{ channelId: 'webchat' }, { userId: activity.from.aadObjectId }, { userId: '29:1other' }]) {
      expect((await getToken(change)).status, JSON.stringify(change)).to.equal(404);
    }
  });

  it('answers 401 without a connector token', async () => {
    for (const authorization of ['', 'Bearer x.y.z', `Bearer ${aToken}`]) {
      const url = `${world.host.url}/token-service/api/usertoken/GetToken?${new URLSearchParams(userQuery())}`;
      expect((await fetch(url, { headers: { Authorization: authorization } })).status).to.equal(401);
    }
  });
});
