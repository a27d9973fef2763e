/** The clients of the bot SDKs against the token service and the connector: each call, and what it makes of the answer. */
import { Activity } from '@microsoft/agents-activity';
import { ConnectorClient as AgentsConnector, UserTokenClient as AgentsTokens } from '@microsoft/agents-hosting';
import { Client } from '@microsoft/teams.api';
import { ConnectorClient, TeamsConnectorClient, TokenApiClient, TokenCredentials } from 'botframework-connector';
import { expect } from 'chai';
import { botId } from '../../support/a-bot-package.ts';
import { getConnectorToken, tenant } from '../../support/scripted-bot.ts';
import { type BotHost, type Person, startBotHost } from '../../support/start-bot-host.ts';
import { startTokenEndpoint, type TokenEndpoint } from '../../support/token-endpoint.ts';
import { anOAuthRegistration } from '../vault/vault-fixture.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests read any property of an answer
type Json = any;

const channelId = 'msteams';
const connection = 'garden';

/** The calls of one SDK. */
interface SdkClient {
  /** Undefined without a token. */
  getToken(userId: string, code?: string): Promise<string | undefined>;
  getSignInLink(reference: Json): Promise<string | undefined>;
  /** Absent if the SDK has no such call. */
  readonly getSignInUrl?: (reference: Json) => Promise<string | undefined>;
  getTokenStatus(userId: string): Promise<readonly { readonly connectionName?: string; readonly hasToken?: boolean }[]>;
  signOut(userId: string): Promise<unknown>;
  getAadTokens(userId: string): Promise<unknown>;
  send(conversationId: string, activity: Json): Promise<string | undefined>;
  reply(conversationId: string, activityId: string, activity: Json): Promise<string | undefined>;
  update(conversationId: string, activityId: string, activity: Json): Promise<unknown>;
  remove(conversationId: string, activityId: string): Promise<unknown>;
  create(parameters: Json): Promise<{ readonly id?: string; readonly activityId?: string }>;
  member(conversationId: string, memberId: string): Promise<Json>;
  /** Absent if the SDK has no such call. */
  readonly members?: (conversationId: string) => Promise<readonly Json[]>;
  readonly pagedMembers?: (conversationId: string) => Promise<readonly Json[]>;
  readonly team?: (teamId: string) => Promise<Json>;
  readonly channels?: (teamId: string) => Promise<readonly Json[]>;
}

function toState(reference: Json): string {
  const state = { connectionName: connection, conversation: reference, msAppId: botId };
  return Buffer.from(JSON.stringify(state)).toString('base64');
}

function createBotbuilderClient(origin: string, token: string): SdkClient {
  const credentials = new TokenCredentials(token);
  const tokens = new TokenApiClient(credentials, { baseUri: `${origin}/token-service` });
  const connector = new ConnectorClient(credentials, { baseUri: `${origin}/teams/` });
  const teams = new TeamsConnectorClient(credentials, { baseUri: `${origin}/teams/` });
  const { conversations } = connector;
  return {
    async getToken(userId, code) {
      const query = { channelId, ...(code === undefined ? {} : { code }) };
      // OAuthPrompt takes any body for a token.
      const body = (await tokens.userToken.getToken(userId, connection, query))._response.parsedBody;
      return body ? String(body.token) : undefined;
    },
    getSignInLink: async (reference) =>
      (await tokens.botSignIn.getSignInResource(toState(reference)))._response.parsedBody.signInLink,
    getSignInUrl: async (reference) => (await tokens.botSignIn.getSignInUrl(toState(reference)))._response.bodyAsText,
    getTokenStatus: async (userId) =>
      (await tokens.userToken.getTokenStatus(userId, { channelId }))._response.parsedBody,
    signOut: (userId) => tokens.userToken.signOut(userId, { channelId, connectionName: connection }),
    getAadTokens: (userId) => tokens.userToken.getAadTokens(userId, connection, { resourceUrls: [] }, { channelId }),
    send: async (id, activity) => (await conversations.sendToConversation(id, activity)).id,
    reply: async (id, activityId, activity) => (await conversations.replyToActivity(id, activityId, activity)).id,
    update: (id, activityId, activity) => conversations.updateActivity(id, activityId, activity),
    remove: (id, activityId) => conversations.deleteActivity(id, activityId),
    create: (parameters) => conversations.createConversation(parameters),
    member: (id, memberId) => conversations.getConversationMember(id, memberId),
    members: (id) => conversations.getConversationMembers(id),
    pagedMembers: async (id) => (await conversations.getConversationPagedMembers(id)).members,
    team: (id) => teams.teams.fetchTeamDetails(id),
    channels: async (id) => (await teams.teams.fetchChannelList(id)).conversations ?? [],
  };
}

function createAgentsClient(origin: string, token: string): SdkClient {
  const connector = AgentsConnector.createClientWithToken(`${origin}/teams/`, token);
  const provider = { getAccessToken: async () => token };
  const tokens = AgentsTokens.createClientWithScope(`${origin}/token-service`, provider as never, 'scope');
  return {
    getToken: async (userId, code) => (await (await tokens).getUserToken(connection, channelId, userId, code)).token,
    getSignInLink: async (reference) =>
      (await (await tokens).getSignInResource(botId, connection, reference)).signInLink,
    getTokenStatus: async (userId) => (await (await tokens).getTokenStatus(userId, channelId)) as Json,
    signOut: async (userId) => (await tokens).signOut(userId, connection, channelId),
    getAadTokens: async (userId) =>
      (await tokens).getAadTokens(userId, connection, channelId, { resourceUrls: [] } as never),
    send: async (id, activity) => (await connector.sendToConversation(id, Activity.fromObject(activity))).id,
    reply: async (id, activityId, activity) =>
      (await connector.replyToActivity(id, activityId, Activity.fromObject(activity))).id,
    update: (id, activityId, activity) => connector.updateActivity(id, activityId, Activity.fromObject(activity)),
    remove: (id, activityId) => connector.deleteActivity(id, activityId),
    create: (parameters) => connector.createConversation(parameters),
    member: (id, memberId) => connector.getConversationMember(memberId, id),
  };
}

function createTeamsClient(origin: string, token: string): SdkClient {
  const client = new Client(`${origin}/teams`, { token } as never, { oauthUrl: `${origin}/token-service` } as never);
  const api = client as Json;
  const { conversations, teams } = api;
  const user = (userId: string) => ({ userId, channelId, connectionName: connection });
  return {
    getToken: async (userId, code) => {
      try {
        const query = { ...user(userId), ...(code === undefined ? {} : { code }) };
        return (await api.users.getToken(query)).token;
      } catch (error) {
        // As in teams.apps, which takes 404 for a person who is not signed in.
        if ((error as Json).response?.status === 404) {
          return undefined;
        }
        throw error;
      }
    },
    getSignInLink: async (reference) => (await api.bots.signIn.getResource({ state: toState(reference) })).signInLink,
    getSignInUrl: (reference) => api.bots.signIn.getUrl({ state: toState(reference) }),
    getTokenStatus: (userId) => api.users.getTokenStatus({ userId, channelId }),
    signOut: (userId) => api.users.signOut(user(userId)),
    getAadTokens: (userId) => api.users.getAadTokens({ ...user(userId), resourceUrls: [] }),
    send: async (id, activity) => (await conversations.createActivity(id, activity)).id,
    reply: async (id, activityId, activity) => (await conversations.replyToActivity(id, activityId, activity)).id,
    update: (id, activityId, activity) => conversations.updateActivity(id, activityId, activity),
    remove: (id, activityId) => conversations.deleteActivity(id, activityId),
    create: (parameters) => conversations.create(parameters),
    member: (id, memberId) => conversations.getMemberById(id, memberId),
    members: (id) => conversations.getMembers(id),
    pagedMembers: async (id) => (await conversations.getPagedMembers(id)).members,
    team: (id) => teams.getById(id),
    channels: (id) => teams.getConversations(id),
  };
}

for (const [sdk, createClient] of [
  ['botframework-connector', createBotbuilderClient],
  ['agents-hosting', createAgentsClient],
  ['teams.api', createTeamsClient],
] as const) {
  describe(`the client of ${sdk}`, () => {
    let server: TokenEndpoint;
    let world: BotHost;
    let karin: Person;
    let client: SdkClient;
    let personal: string;
    let reference: Json;
    let userId: string;

    before(async () => {
      server = await startTokenEndpoint();
      server.on('/token', { body: { access_token: 'access-of-karin', token_type: 'Bearer', expires_in: 300 } });
      world = await startBotHost({ oauth: anOAuthRegistration(server.origin, { id: 'plants' }) });
      karin = await world.sit();
      personal = await karin.install('personal');
      await karin.install('channel');
      const { id } = await karin.say(personal, 'hello');
      const { from, recipient, conversation, serviceUrl } = await world.bot.heard((activity) => activity.id === id);
      reference = { activityId: id, user: from, bot: recipient, conversation, channelId, serviceUrl };
      userId = from.id;
      client = createClient(world.host.url, await getConnectorToken(world.host.url));
    });
    after(async () => {
      await world.close();
      await server.close();
    });

    it('gets no token before the sign-in, and the token with its code afterwards', async () => {
      expect(await client.getToken(userId)).to.equal(undefined);
      expect(await client.getToken(userId, '000000')).to.equal(undefined);
      const link = new URL((await client.getSignInLink(reference)) ?? '');
      const start = await karin.page.get(link.pathname + link.search);
      const state = new URL(start.headers.get('Location') ?? '').searchParams.get('state');
      const end = await karin.page.get(`/token-service/.auth/web/redirect?code=a-code&state=${state}`);
      const code = /data-state="(\d{6})"/.exec(await end.text())?.[1] ?? '';
      expect(await client.getToken(userId, code)).to.equal('access-of-karin');
      expect(await client.getToken(userId)).to.equal('access-of-karin');
    });

    if (sdk !== 'agents-hosting') {
      it('gets the sign-in link as text', async () => {
        expect(await client.getSignInUrl?.(reference)).to.match(/^http:.*signin=/);
      });
    }

    it('reads the status of each connection, and signs out', async () => {
      expect(
        (await client.getTokenStatus(userId)).map(({ connectionName, hasToken }) => [connectionName, hasToken]),
      ).to.deep.equal([[connection, true]]);
      await client.signOut(userId);
      expect((await client.getTokenStatus(userId))[0]?.hasToken).to.equal(false);
      expect(await client.getToken(userId)).to.equal(undefined);
    });

    it('gets an error for tokens of resources, which the connection has not', async () => {
      const fault = (await client.getAadTokens(userId).catch((error: unknown) => error)) as Json;
      expect(fault).to.be.instanceOf(Error);
      expect(fault.statusCode ?? fault.status ?? fault.response?.status).to.equal(400);
    });

    it('sends, replies, updates and deletes', async () => {
      const sent = await client.send(personal, { type: 'message', text: 'one' });
      const replied = await client.reply(personal, reference.activityId, { type: 'message', text: 'two' });
      await client.send(personal, { type: 'typing' });
      await client.update(personal, sent ?? '', { type: 'message', text: 'three' });
      await client.remove(personal, replied ?? '');
      const messages = await karin.messages(personal);
      expect(messages.find(({ id }) => id === sent)).to.include({ text: 'three' });
      expect(messages.find(({ id }) => id === replied)).to.include({ deleted: true });
    });

    it('creates a conversation, and a thread in a channel', async () => {
      const activity = { type: 'message', text: 'new' };
      const members = [{ id: userId, name: 'Karin Blair' }];
      const created = await client.create({ bot: reference.bot, members, tenantId: tenant, isGroup: false, activity });
      expect(created.id).to.equal(personal);
      const channel = await karin.conversation('channel');
      const thread = await client.create({ isGroup: true, channelData: { channel: { id: channel.id } }, activity });
      expect(thread.id).to.equal(`${channel.id};messageid=${thread.activityId}`);
    });

    it('reads members', async () => {
      const expected = { id: userId, name: 'Karin Blair', aadObjectId: '44444444-4444-4444-8444-444444444441' };
      expect(await client.member(personal, userId)).to.include(expected);
      for (const list of [client.members, client.pagedMembers]) {
        expect((await list?.(personal))?.[0] ?? expected).to.include(expected);
      }
    });

    if (sdk !== 'agents-hosting') {
      it('reads the team and its channels', async () => {
        const { id } = (await karin.conversation('channel')).team;
        expect(await client.team?.(id)).to.include({ id, name: 'Operations Contoso' });
        expect((await client.channels?.(id))?.map((channel) => channel.id)).to.deep.equal([id]);
      });
    }

    it('gets the code and the message of an error', async () => {
      const fault = (await client
        .send('19:none@thread.v2', { type: 'message', text: 'x' })
        .catch((error: unknown) => error)) as Json;
      expect(fault.statusCode ?? fault.status ?? fault.response?.status).to.equal(404);
      const body = fault.details?.error ?? fault.body?.error ?? fault.response?.data?.error ?? fault;
      expect(JSON.stringify(body) + fault.message).to.contain('ConversationNotFound');
    });
  });
}
