import { expect } from 'chai';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { demoPeople } from '../../../src/teams-host/sessions/demo-people.ts';
import { aBotPackage, botAppId, botId } from '../../support/a-bot-package.ts';
import { botPassword, type ScriptedBot, startScriptedBot } from '../../support/scripted-bot.ts';
import { type Person, sit } from '../../support/start-bot-host.ts';
import { type RunningTeamsHost, startTeamsHost } from '../../support/start-teams-host.ts';
import { startTokenEndpoint, type TokenEndpoint } from '../../support/token-endpoint.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { anOAuthRegistration, aTeamsRegistration } from '../vault/vault-fixture.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests read any property of an answer
type Json = any;

const resource = `api://botid-${botId}`;
const webApplicationInfo = { id: '77777777-1111-4111-8111-111111111111', resource };
const link = 'https://garden.example.com/s';
const silentAuth = {
  composeExtension: {
    type: 'silentAuth',
    suggestedActions: { actions: [{ type: 'openUrl', title: 'Sign in', value: link }] },
  },
};
const found = { composeExtension: { type: 'message', text: 'Found' } };
const karinId = demoPeople[0].id;
const keys = await generateKeyPair('RS256');

/** A bot, a host and an authorization server, with single sign-on as a test configures it. */
describe('single sign-on', () => {
  let server: TokenEndpoint;
  let bot: ScriptedBot;
  let host: RunningTeamsHost;
  let karin: Person;

  const aToken = (claims: object = {}): Promise<string> =>
    new SignJWT({ iss: server.origin, aud: resource, oid: karinId, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'one', typ: 'at+jwt' })
      .setIssuedAt()
      .setExpirationTime((claims as Json).exp ?? '5m')
      .sign(keys.privateKey);
  async function start({
    info = webApplicationInfo,
    isRegistered = true,
  }: {
    readonly info?: object | null;
    readonly isRegistered?: boolean;
  } = {}): Promise<void> {
    host = await startTeamsHost({
      appPackage: await aBotPackage((manifest) => (manifest.webApplicationInfo = info ?? undefined)),
      registrations: [
        {
          kind: 'bot',
          id: 'gardener',
          appId: botId,
          appPassword: botPassword,
          messagingEndpoint: bot.endpoint,
          oauthConnections: [
            { name: 'garden', registrationId: 'repairs-oauth', tokenExchangeUrl: isRegistered ? resource : undefined },
          ],
        },
        anOAuthRegistration(server.origin),
        ...(isRegistered ? [aTeamsRegistration(server.origin, { resource })] : []),
      ],
      botTimeouts: { extension: 20_000, invoke: 20_000, message: 20_000 },
    });
    bot.connectTo(host.url);
    karin = await sit(host, 'Karin Blair');
  }
  beforeEach(async () => {
    server = await startTokenEndpoint();
    bot = await startScriptedBot();
    const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'one', use: 'sig', alg: 'RS256' };
    server.on('/keys', { body: { keys: [jwk] } });
  });
  afterEach(async () => {
    await host.close();
    await bot.close();
    await server.close();
  });

  /** Goes through the pop-up in which the authorization server issues this token. */
  async function consent(token?: string): Promise<void> {
    const access_token = token ?? (await aToken());
    server.on('/token', { body: { access_token, token_type: 'Bearer', expires_in: 300 } });
    const redirect = await karin.page.get('/sign-in/single%20sign-on%20sso');
    const url = new URL(redirect.headers.get('Location') ?? '');
    expect(url.searchParams.get('scope')).to.equal(`${resource}/access_as_user offline_access`);
    const state = url.searchParams.get('state');
    await karin.page.get(`/api/platform/v1.0/oAuthRedirect?code=a-code&state=${state}`);
  }
  const query = (): Promise<Json> =>
    karin.post(`/api/apps/${botAppId}/commands/findPlants`, { parameters: { name: 'Fern' } });
  const failure = async (): Promise<string> =>
    JSON.stringify((await karin.page.flow()).hops.flatMap((hop) => hop.failure ?? []));
  const asked = () => bot.seen.filter(({ name }) => name === 'composeExtension/query');

  describe('of a message extension', () => {
    it('repeats the query with the token of Teams, after consent', async () => {
      await start();
      bot.answer(({ value }) => ({ body: value.authentication === undefined ? silentAuth : found }));
      expect(await query()).to.deep.equal({ type: 'signIn', title: 'Sign in', url: '/sign-in/single%20sign-on%20sso' });
      await consent();
      expect(await query()).to.include({ type: 'message', text: 'Found' });
      const [, first, second] = asked();
      expect(second.value).to.deep.equal({ ...first.value, authentication: second.value.authentication });
      expect(
        JSON.parse(Buffer.from(second.value.authentication.token.split('.')[1], 'base64url').toString()),
      ).to.include({
        aud: resource,
        oid: karinId,
      });
      expect(JSON.stringify(await karin.page.flow())).not.to.contain(second.value.authentication.token);
    });

    it('shows the link of the bot after 412, and if the bot asks again', async () => {
      await start();
      await consent();
      for (const reply of [{ status: 412 }, { body: silentAuth }]) {
        bot.answer(({ value }) => (value.authentication === undefined ? { body: silentAuth } : reply));
        expect(await query()).to.deep.equal({ type: 'signIn', title: 'Sign in', url: link });
      }
    });

    const faults: [string, Parameters<typeof start>[0], RegExp][] = [
      ['the manifest has no webApplicationInfo', { info: null }, /manifest.json has no "webApplicationInfo"/],
      [
        'its resource is no application ID URI',
        { info: { ...webApplicationInfo, resource: 'https://garden.example.com/' } },
        /"https:\/\/garden.example.com\/", which is not an application ID URI/,
      ],
      ['no authorization server is registered', { isRegistered: false }, /knows no authorization server for it/],
      [
        'another resource is registered',
        { info: { ...webApplicationInfo, resource: 'api://botid-other' } },
        /knows no authorization server for it/,
      ],
    ];
    for (const [what, options, words] of faults) {
      it(`says at the card and in the flow that ${what}`, async () => {
        await start(options);
        bot.answer(() => ({ body: silentAuth }));
        const answer = await query();
        expect(answer).to.include({ type: 'signIn', url: link });
        expect(answer.problem).to.match(words);
        expect(JSON.parse(await failure())[0].why).to.match(words);
        expect(asked()).to.have.length(1);
      });
    }

    it('says so even if the link cannot be opened either', async () => {
      await start({ info: null });
      const elsewhere = JSON.stringify(silentAuth).replace(link, 'https://a.example.com/s');
      bot.answer(() => ({ body: JSON.parse(elsewhere) }));
      const answer = await query();
      expect(answer.type).to.equal('message');
      expect(answer.text).to.match(/no "webApplicationInfo".*a\.example\.com/);
    });

    it('is refused for commands other than queries and links', async () => {
      await start();
      bot.answer(() => ({ body: silentAuth }));
      const opened = await karin.post(`/api/apps/${botAppId}/commands/plantOne/open`, { context: 'compose' });
      expect(opened.text).to.include('for queries and links only');
    });
  });

  describe('of a sign-in card in the chat', () => {
    let id: string;
    const card = (tokenExchangeResource: object | undefined = { id: 'x1', uri: resource }) => ({
      contentType: 'application/vnd.microsoft.card.oauth',
      content: {
        text: 'Sign in',
        connectionName: 'garden',
        buttons: [{ type: 'signin', title: 'Sign in', value: link }],
        tokenExchangeResource,
      },
    });
    const post = async (attachment: object, conversationId = id): Promise<string> => {
      const path = `/teams/v3/conversations/${encodeURIComponent(conversationId)}/activities`;
      const response = await bot.call('POST', path, { type: 'message', attachments: [attachment] });
      return ((await response.json()) as { id: string }).id;
    };
    const exchangeOf = async (messageId: string): Promise<Json> =>
      (await karin.messages(id)).find((message: Json) => message.id === messageId).attachments[0].exchange;
    const ended = (messageId: string): Promise<Json> =>
      waitUntil(
        async () => {
          const exchange = await exchangeOf(messageId);
          return exchange.state !== 'running' && exchange;
        },
        () => 'The exchange is still running.',
      );
    const exchanges = () => bot.seen.filter(({ name }) => name === 'signin/tokenExchange');

    it('sends the bot the token once, and needs no click', async () => {
      await start();
      id = await karin.install('personal');
      await consent();
      bot.answer(() => ({ body: {} }));
      const exchange = await ended(await post(card()));
      expect(exchange).to.deep.equal({ id: 'x1', uri: resource, state: 'done' });
      expect(exchanges().map(({ value }) => ({ ...value, token: typeof value.token }))).to.deep.equal([
        { id: 'x1', connectionName: 'garden', token: 'string' },
      ]);
    });

    it('waits for consent, and tries again on request', async () => {
      await start();
      id = await karin.install('personal');
      const messageId = await post(card());
      expect(await ended(messageId)).to.include({ state: 'consent', consentUrl: '/sign-in/single%20sign-on%20sso' });
      await consent();
      await karin.post(`/api/conversations/${encodeURIComponent(id)}/token-exchange`, { messageId });
      expect(await exchangeOf(messageId)).to.include({ state: 'done' });
    });

    it('leaves the button after 412, and says why it is not configured', async () => {
      await start();
      id = await karin.install('personal');
      await consent();
      bot.answer(({ name }) => (name === 'signin/tokenExchange' ? { status: 412, body: { id: 'x1' } } : {}));
      const refused = await ended(await post(card()));
      expect(refused).to.include({ state: 'failed' });
      expect(refused.problem).to.include('Use the button');
      const other = await ended(await post(card({ id: 'x2', uri: 'api://other' })));
      expect(other.problem).to.match(/asks for a token for "api:\/\/other".*is "api:\/\/botid-/);
    });

    it('is not tried without tokenExchangeResource, and in groups says that Teams does', async () => {
      await start();
      id = await karin.install('personal');
      await consent();
      const plain = { ...card(), content: { ...card().content, tokenExchangeResource: undefined } };
      expect(await exchangeOf(await post(plain))).to.equal(undefined);
      const group = await karin.install('groupChat');
      await post(card(), group);
      expect((await karin.messages(group)).at(-1).omissions.join()).to.include(
        'this host does so in personal chats only',
      );
      expect(exchanges()).to.deep.equal([]);
    });
  });

  describe('of the action of a card', () => {
    it('repeats the action with the token, and shows the link after 412', async () => {
      await start();
      const id = await karin.install('personal');
      await consent();
      const content = { type: 'AdaptiveCard', version: '1.5', body: [] };
      const login = {
        statusCode: 401,
        type: 'application/vnd.microsoft.activity.loginRequest',
        value: {
          connectionName: 'garden',
          tokenExchangeResource: { id: 'x1', uri: resource },
          buttons: [{ type: 'signin', title: 'Sign in', value: link }],
        },
      };
      const path = `/teams/v3/conversations/${encodeURIComponent(id)}/activities`;
      const attachment = { contentType: 'application/vnd.microsoft.card.adaptive', content };
      const posted = await bot.call('POST', path, { type: 'message', attachments: [attachment] });
      const { id: messageId } = (await posted.json()) as { id: string };
      const act = (): Promise<Json> =>
        karin.post(`/api/conversations/${encodeURIComponent(id)}/card-actions`, {
          appId: botId,
          messageId,
          trigger: 'manual',
          action: { type: 'Action.Execute', verb: 'water', title: 'Water' },
        });
      const card = { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: content };
      bot.answer(({ value }) => ({ body: value?.authentication === undefined ? login : card }));
      expect((await act()).type).to.equal('card');
      const { authentication } = bot.seen.at(-1).value;
      expect(authentication).to.include({ id: 'x1', connectionName: 'garden' });
      const failed = { statusCode: 412, type: 'application/vnd.microsoft.error.preconditionFailed', value: {} };
      bot.answer(({ value }) => ({ body: value?.authentication === undefined ? login : failed }));
      expect(await act()).to.deep.equal({ type: 'signIn', title: 'Sign in', url: link });
    });
  });

  describe('at the token service', () => {
    const granted = { access_token: 'exchanged', token_type: 'Bearer', expires_in: 60 };
    const exchange = async (body: object): Promise<{ status: number; body: Json }> => {
      bot.answer(() => ({}));
      const id = await karin.install('personal');
      await karin.say(id, 'hello');
      const { from } = await bot.heard(({ type }) => type === 'message');
      const search = new URLSearchParams({ userId: from.id, connectionName: 'garden', channelId: 'msteams' });
      const response = await bot.call('POST', `/token-service/api/usertoken/exchange?${search}`, body);
      return { status: response.status, body: await response.json() };
    };

    it('exchanges the token and keeps the new one for the person', async () => {
      await start();
      server.on('/token', { body: granted });
      const token = await aToken();
      const { status, body } = await exchange({ token });
      expect(status).to.equal(200);
      expect(body).to.include({ channelId: 'msteams', connectionName: 'garden', token: 'exchanged' });
      const { form } = server.to('/token')[0] as Json;
      expect(Object.fromEntries(form)).to.include({
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        assertion: token,
        requested_token_use: 'on_behalf_of',
        scope: 'repairs_read offline_access',
      });
    });

    it('refuses other tokens, and says why', async () => {
      await start();
      server.on('/token', { body: granted });
      const changed = `${(await aToken()).slice(0, -6)}AAAAAA`;
      for (const [token, words] of [
        [await aToken({ iss: 'https://evil.example' }), /issuer/],
        [await aToken({ aud: 'api://other' }), /another application ID URI/],
        [await aToken({ aud: [resource, 'api://other'] }), /another application ID URI/],
        [await aToken({ exp: 1000 }), /expired/],
        [await aToken({ oid: 'someone-else' }), /another person/],
        [changed, /signature/],
        ['abc', /not three parts/],
        [undefined, /as "token"/],
      ] as const) {
        const { status, body } = await exchange({ token });
        expect(status).to.equal(400);
        expect(body.error.message).to.match(words);
      }
      expect(server.to('/token')).to.deep.equal([]);
    });

    it('answers 400 if the authorization server refuses, or the connection has no single sign-on', async () => {
      await start();
      server.on('/token', { status: 400, body: { error: 'invalid_grant', error_description: 'consent_required' } });
      const refused = await exchange({ token: await aToken() });
      expect(refused.status).to.equal(400);
      expect(refused.body.error.message).to.match(/has not consented.*consent_required/);
      await host.close();
      await start({ isRegistered: false });
      expect((await exchange({ token: await aToken() })).body.error.message).to.include('no "tokenExchangeUrl"');
    });
  });
});
