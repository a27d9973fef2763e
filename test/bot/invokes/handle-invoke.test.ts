import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { AppError, InvalidRequest, Unavailable } from '../../../src/foundation/errors.ts';
import type { CommandContext, MessageExtension, QueryValue } from '../../../src/message-extension/command-context.ts';
import { SignInNeeded } from '../../../src/repairs-client/sign-in-needed.ts';
import { botAppId, isaacAccount, karinAccount } from '../../support/an-activity.ts';
import { send } from '../../support/connector.ts';
import { contoso, karin } from '../../support/issuer.ts';
import { type MarkedClient, type StartBotOptions, startBot, type TestBot, tellToken } from '../start-bot.ts';

const query = { commandId: 'search', parameters: [{ name: 'text', value: 'brake' }] };
const card = { contentType: 'application/vnd.microsoft.card.adaptive', content: { type: 'AdaptiveCard' } };
const signInType = (body: unknown) => (body as { composeExtension?: { type?: string } }).composeExtension?.type;

describe('invokes', () => {
  let bot: TestBot;

  async function start(options?: StartBotOptions): Promise<TestBot> {
    await bot?.close();
    bot = await startBot(options);
    bot.connector.signIn(karinAccount.id, 'token-of-karin');
    return bot;
  }

  /** Starts with a query command and runs it. */
  async function run(
    command: (value: QueryValue, context: CommandContext) => Promise<never>,
    options: StartBotOptions = {},
  ) {
    await start({ ...options, messageExtension: { queries: { search: command } } });
    return bot.invoke('composeExtension/query', query);
  }

  beforeEach(() => start());

  afterEach(async () => {
    await bot.close();
  });

  describe('composeExtension/query', () => {
    it('gives the command what was asked, by whom, and the way to the API with that person’s token', async () => {
      const seen: [QueryValue, CommandContext][] = [];
      await start({
        messageExtension: {
          queries: {
            search: async (value, context) => {
              seen.push([value, context]);
              return { kind: 'result', layout: 'grid', attachments: [{ ...card, preview: card }] };
            },
          },
        },
      });
      const { status, body } = await bot.invoke(
        'composeExtension/query',
        {
          ...query,
          parameters: [...query.parameters, { name: 'initialRun', value: 'true' }],
          queryOptions: { skip: 25, count: 10 },
        },
        { id: 'f:invoke-1', localTimestamp: '2026-05-04T01:00:00.000-07:00' },
      );
      expect(status).to.equal(200);
      expect(body).to.deep.equal({
        composeExtension: { type: 'result', attachmentLayout: 'grid', attachments: [{ ...card, preview: card }] },
      });
      const [[value, context] = []] = seen;
      expect(value).to.deep.equal({
        commandId: 'search',
        parameters: { text: 'brake' },
        isInitialRun: true,
        skip: 25,
        count: 10,
      });
      expect(context).to.deep.include({
        user: { id: karin, name: 'Karin Blair', tenantId: contoso },
        publicUrl: 'https://repairs.example.com',
        activityId: 'f:invoke-1',
        utcOffset: -420,
        locale: 'en-US',
      });
      expect(context?.repairs).to.include({ token: 'token-of-karin' });
    });

    it('asks the person without a token to sign in', async () => {
      const { status, body } = await bot.invoke('composeExtension/query', query, { from: isaacAccount });
      expect(status).to.equal(200);
      expect(body).to.deep.equal({
        composeExtension: {
          type: 'auth',
          suggestedActions: {
            actions: [
              { type: 'openUrl', value: `${bot.connector.url}/sign-in?signin=opaque`, title: 'Sign in to Repairs' },
            ],
          },
        },
      });
      expect(bot.connector.requestsTo('/token-service/api/usertoken/SignOut')).to.deep.equal([]);
      const [asked] = bot.connector.requestsTo('/token-service/api/botsignin/GetSignInResource');
      const state = JSON.parse(Buffer.from(asked?.query.get('state') ?? '', 'base64').toString());
      expect(state).to.deep.include({ connectionName: 'repairs', msAppId: botAppId });
      expect(state.conversation.user.id).to.equal(isaacAccount.id);
    });

    it('takes the verification code that Teams sends after the sign-in, once', async () => {
      bot.connector.signIn(isaacAccount.id, 'token-of-isaac', '123456');
      const again = () => bot.invoke('composeExtension/query', { ...query, state: '123456' }, { from: isaacAccount });
      expect((await again()).text).to.include('with token-of-isaac');
      expect((await again()).text, 'the code is used up, the token is there').to.include('with token-of-isaac');
    });

    it('asks again for a sign-in where the code is wrong', async () => {
      bot.connector.signIn(isaacAccount.id, 'token-of-isaac', '123456');
      const { body } = await bot.invoke(
        'composeExtension/query',
        { ...query, state: '654321' },
        { from: isaacAccount },
      );
      expect(signInType(body)).to.equal('auth');
      const asked = bot.connector.requestsTo('/token-service/api/usertoken/GetToken');
      expect(asked.map((request) => request.query.get('code'))).to.deep.equal(['654321', null]);
    });

    for (const state of [
      '12345',
      '1234567',
      ' 123456',
      '123456\n',
      '１２３４５６',
      'CancelledByUser',
      '',
      123456,
      {},
      ['123456'],
    ]) {
      it(`takes ${JSON.stringify(state)} for no verification code`, async () => {
        await bot.invoke('composeExtension/query', { ...query, state });
        const asked = bot.connector.requestsTo('/token-service/api/usertoken/GetToken');
        expect(asked).to.have.lengthOf(1);
        expect(asked[0]?.query.has('code')).to.equal(false);
      });
    }

    it('does not take the code of somebody else', async () => {
      bot.connector.signIn(isaacAccount.id, 'token-of-isaac', '123456');
      await start();
      bot.connector.signIn(isaacAccount.id, 'token-of-isaac', '123456');
      const { text } = await bot.invoke('composeExtension/query', { ...query, state: '123456' });
      expect(text).to.include('with token-of-karin');
    });

    it('forgets a token that the API does not take, and asks to sign in', async () => {
      const { status, body } = await run(() => Promise.reject(new SignInNeeded()));
      expect(status).to.equal(200);
      expect(signInType(body)).to.equal('auth');
      expect(bot.connector.isSignedIn(karinAccount.id)).to.equal(false);
    });

    it('keeps the token of a person who has no access, and says so', async () => {
      const { status, body } = await run(() => Promise.reject(new AppError(403, 'no_access', 'You have no access.')));
      expect(status).to.equal(200);
      expect(body).to.deep.equal({ composeExtension: { type: 'message', text: 'You have no access.' } });
      expect(bot.connector.isSignedIn(karinAccount.id)).to.equal(true);
    });

    it('says what the API could not do, and why only to the log', async () => {
      const cause = new Error('connect ECONNREFUSED 10.0.0.1');
      const { status, text } = await run(() =>
        Promise.reject(new Unavailable('Try again in a moment.', { cause, detail: 'listRepairs' })),
      );
      expect(status).to.equal(200);
      expect(text).to.include('Try again in a moment.').and.not.include('ECONNREFUSED');
      expect(bot.captured.entries('invoke: refused')).to.have.lengthOf(1);
    });

    it('answers a bug with a bare 500, and tells nobody in the chat', async () => {
      const { status, text } = await run(() => Promise.reject(new Error('a bug with Bearer secret-token')));
      expect(status).to.equal(500);
      expect(text).to.equal('');
      expect(bot.connector.sent).to.deep.equal([]);
      expect(bot.captured.entries('invoke: failed')).to.have.lengthOf(1);
      expect(bot.captured.lines.join('')).not.to.include('secret-token');
    });

    it('answers in time where the command does not, and ends it', async () => {
      let signal: AbortSignal | undefined;
      const answered = Promise.withResolvers<void>();
      const { status, text } = await run(
        async (_value, context) => {
          signal = context.signal;
          await answered.promise;
          throw new Unavailable('Too late for anybody.');
        },
        { limits: { invokeBudget: 1000 } },
      );
      answered.resolve();
      expect(status).to.equal(200);
      expect(text).to.include('takes too long');
      expect(signal?.aborted).to.equal(true);
    });
  });

  describe('of two people in one conversation', () => {
    const conversation = { id: '19:group', conversationType: 'groupChat', tenantId: contoso };

    it('each have their own token, however they mix', async () => {
      await start({
        messageExtension: {
          queries: {
            search: async (value, context) => {
              await delay(Math.random() * 20);
              return tellToken(value, context);
            },
          },
        },
      });
      bot.connector.signIn(isaacAccount.id, 'token-of-isaac');
      const people = [karinAccount, isaacAccount, karinAccount, isaacAccount, isaacAccount, karinAccount];
      const answers = await Promise.all(
        people.map((from) => bot.invoke('composeExtension/query', query, { from, conversation })),
      );
      expect(answers.map(({ text }) => /token-of-\w+/.exec(text)?.[0])).to.deep.equal(
        people.map(({ id }) => (id === karinAccount.id ? 'token-of-karin' : 'token-of-isaac')),
      );
    });

    it('do not sign each other out', async () => {
      await run(() => Promise.reject(new SignInNeeded()));
      bot.connector.signIn(isaacAccount.id, 'token-of-isaac');
      await bot.invoke('composeExtension/query', query, { conversation });
      expect(bot.connector.isSignedIn(isaacAccount.id)).to.equal(true);
      expect(bot.connector.isSignedIn(karinAccount.id)).to.equal(false);
    });
  });

  describe('with a value that Teams would never send', () => {
    const malformed: readonly [string, string, unknown][] = [
      ['composeExtension/query', 'missing', undefined],
      ['composeExtension/query', 'null', null],
      ['composeExtension/query', 'a text', 'search'],
      ['composeExtension/query', 'a list', [query]],
      ['composeExtension/query', 'without command', { parameters: [] }],
      ['composeExtension/query', 'with a number for a command', { ...query, commandId: 7 }],
      ['composeExtension/query', 'with an endless command', { ...query, commandId: 'x'.repeat(65) }],
      ['composeExtension/query', 'with parameters that are no list', { ...query, parameters: { text: 'a' } }],
      [
        'composeExtension/query',
        'with 10,000 parameters',
        { ...query, parameters: Array.from({ length: 10_000 }, (_, at) => ({ name: String(at) })) },
      ],
      [
        'composeExtension/query',
        'with a parameter twice',
        { ...query, parameters: [...query.parameters, ...query.parameters] },
      ],
      ['composeExtension/query', 'with a parameter without name', { ...query, parameters: [{ value: 'x' }] }],
      ['composeExtension/query', 'with a parameter that is null', { ...query, parameters: [null] }],
      [
        'composeExtension/query',
        'with an object for a parameter',
        { ...query, parameters: [{ name: 'text', value: {} }] },
      ],
      [
        'composeExtension/query',
        'with an endless parameter',
        { ...query, parameters: [{ name: 'text', value: 'x'.repeat(5000) }] },
      ],
      [
        'composeExtension/query',
        'with broken Unicode',
        `{"commandId":"search","parameters":[{"name":"text","value":"\\ud800"}]}`,
      ],
      ['composeExtension/query', 'with a huge skip', { ...query, queryOptions: { skip: 1e15, count: 25 } }],
      ['composeExtension/query', 'with a negative skip', { ...query, queryOptions: { skip: -1, count: 25 } }],
      ['composeExtension/query', 'with a negative count', { ...query, queryOptions: { skip: 0, count: -25 } }],
      ['composeExtension/query', 'with half a count', { ...query, queryOptions: { skip: 0, count: 1.5 } }],
      ['composeExtension/query', 'with a text for a count', { ...query, queryOptions: { skip: 0, count: '25' } }],
      ['composeExtension/query', 'with options that are a list', { ...query, queryOptions: [] }],
      ['composeExtension/queryLink', 'missing', undefined],
      ['composeExtension/queryLink', 'with no address', { url: '' }],
      ['composeExtension/queryLink', 'with a script for an address', { url: 'javascript:alert(1)' }],
      ['composeExtension/queryLink', 'with a number for an address', { url: 1 }],
      ['composeExtension/queryLink', 'with broken Unicode', '{"url":"https://repairs.example.com/\\ud800"}'],
      ['composeExtension/anonymousQueryLink', 'missing', undefined],
      ['composeExtension/anonymousQueryLink', 'with a file for an address', { url: 'file:///etc/passwd' }],
      ['composeExtension/fetchTask', 'missing', undefined],
      ['composeExtension/fetchTask', 'from nowhere', { commandId: 'make', commandContext: 'elsewhere' }],
      [
        'composeExtension/fetchTask',
        'with a message that is a text',
        { commandId: 'make', commandContext: 'message', messagePayload: 'x' },
      ],
      [
        'composeExtension/fetchTask',
        'with a message without id',
        { commandId: 'make', commandContext: 'message', messagePayload: {} },
      ],
      ['composeExtension/submitAction', 'missing', undefined],
      [
        'composeExtension/submitAction',
        'with data that is a list',
        { commandId: 'make', commandContext: 'compose', data: [] },
      ],
      ['composeExtension/setting', 'missing', undefined],
      ['composeExtension/setting', 'with a number for a state', { state: 1 }],
      ['composeExtension/setting', 'with an endless state', { state: 'x'.repeat(5000) }],
      ['adaptiveCard/action', 'missing', undefined],
      ['adaptiveCard/action', 'without action', { trigger: 'manual' }],
      ['adaptiveCard/action', 'of another type', { action: { type: 'Action.Submit', verb: 'press' } }],
      ['adaptiveCard/action', 'without verb', { action: { type: 'Action.Execute' } }],
      [
        'adaptiveCard/action',
        'with data that is a text',
        { action: { type: 'Action.Execute', verb: 'press', data: 'x' } },
      ],
      ['signin/verifyState', 'missing', undefined],
      ['signin/verifyState', 'with words for a code', { state: 'let me in' }],
      ['signin/tokenExchange', 'missing', undefined],
      ['signin/tokenExchange', 'without id', { connectionName: 'repairs', token: 't' }],
      ['signin/tokenExchange', 'without token', { connectionName: 'repairs', id: 'i' }],
      ['signin/tokenExchange', 'of another connection', { connectionName: 'other', id: 'i', token: 't' }],
    ];
    for (const [name, what, value] of malformed) {
      it(`answers ${name}, ${what}, with 400 and asks nobody`, async () => {
        const parsed = typeof value === 'string' && value.startsWith('{') ? JSON.parse(value) : value;
        const { status, text } = await bot.invoke(name, parsed);
        expect(status, text).to.equal(400);
        expect(bot.connector.requests.filter(({ path }) => path.includes('usertoken'))).to.deep.equal([]);
        expect(bot.connector.sent).to.deep.equal([]);
        expect(bot.captured.entries('invoke: failed')).to.deep.equal([]);
      });
    }

    it('says that it does not know a command, before it asks anybody', async () => {
      for (const commandId of ['none', 'constructor', '__proto__', 'toString']) {
        const { status, text } = await bot.invoke('composeExtension/query', { ...query, commandId });
        expect(status).to.equal(200);
        expect(text).to.include('does not know this command');
      }
      for (const name of ['composeExtension/fetchTask', 'composeExtension/submitAction']) {
        const { text } = await bot.invoke(name, { commandId: 'none', commandContext: 'compose', data: {} });
        expect(JSON.parse(text).task).to.deep.include({ type: 'message' });
      }
      const { body } = await bot.invoke('adaptiveCard/action', { action: { type: 'Action.Execute', verb: 'none' } });
      expect(body).to.deep.include({ statusCode: 200, type: 'application/vnd.microsoft.activity.message' });
      expect(bot.connector.requests.filter(({ path }) => path.includes('usertoken'))).to.deep.equal([]);
    });

    it('answers 501 to an invoke it does not know', async () => {
      for (const name of ['task/fetch', 'fileConsent/invoke', 'config/fetch', 'constructor', 'x'.repeat(2000)]) {
        expect((await bot.invoke(name, {})).status, name).to.equal(501);
      }
    });
  });

  describe('of dialogs', () => {
    it('open, with the message they were chosen on as text', async () => {
      let seen: unknown;
      await start({
        messageExtension: {
          actions: {
            make: {
              fetch: async (value) => {
                seen = value;
                return { kind: 'dialog', title: 'New repair', card };
              },
              submit: async () => ({ kind: 'done' }),
            },
          },
        },
      });
      const opened = await bot.invoke('composeExtension/fetchTask', {
        commandId: 'make',
        commandContext: 'message',
        messagePayload: {
          id: '1700000000000',
          linkToMessage: 'https://teams.microsoft.com/l/message/1',
          from: { user: { displayName: 'Daisy Phillips' } },
          body: {
            contentType: 'html',
            content: '<div>The <b>brake</b> squeals &amp; smokes<br>since &lt;Monday&gt;</div>',
          },
        },
      });
      expect(opened.body).to.deep.equal({
        task: { type: 'continue', value: { title: 'New repair', height: 'medium', width: 'medium', card } },
      });
      expect(seen).to.deep.equal({
        commandId: 'make',
        commandContext: 'message',
        data: {},
        message: {
          id: '1700000000000',
          text: 'The brake squeals & smokes\nsince <Monday>',
          link: 'https://teams.microsoft.com/l/message/1',
          from: 'Daisy Phillips',
        },
      });
      const closed = await bot.invoke('composeExtension/submitAction', {
        commandId: 'make',
        commandContext: 'message',
        data: {},
      });
      expect([closed.status, closed.text]).to.deep.equal([200, '']);
    });

    it('say what went wrong in the dialog', async () => {
      const fail = () => Promise.reject(new InvalidRequest('The title is too long.', { field: 'title' }));
      await start({ messageExtension: { actions: { make: { fetch: fail, submit: fail } } } });
      const { status, body } = await bot.invoke('composeExtension/submitAction', {
        commandId: 'make',
        commandContext: 'compose',
      });
      expect(status).to.equal(200);
      expect(body).to.deep.equal({ task: { type: 'message', value: 'The title is too long.' } });
    });

    it('name the same invoke alike however often it is delivered', async () => {
      const ids: string[] = [];
      const submit = async (_value: unknown, context: CommandContext) => {
        ids.push(context.activityId);
        return { kind: 'done' } as const;
      };
      await start({ messageExtension: { actions: { make: { fetch: submit, submit } } } });
      const value = { commandId: 'make', commandContext: 'compose', data: { title: 'Brake' } };
      for (let times = 0; times < 3; times += 1) {
        await bot.invoke('composeExtension/submitAction', value, { id: 'f:same' });
      }
      await bot.invoke('composeExtension/submitAction', value, { id: undefined });
      await bot.invoke('composeExtension/submitAction', value, { id: undefined });
      expect(ids.slice(0, 3)).to.deep.equal(['f:same', 'f:same', 'f:same']);
      expect(new Set(ids.slice(2)).size).to.equal(3);
    });
  });

  describe('of cards', () => {
    const pressed = (overrides = {}, account: object = karinAccount) =>
      bot.invoke(
        'adaptiveCard/action',
        { action: { type: 'Action.Execute', verb: 'press', data: { repairId: '1' } }, trigger: 'manual', ...overrides },
        { replyToId: 'message-1', from: account },
      );

    it('give the card in its new state, and change the one in the message for the others', async () => {
      const cardActions = { press: async () => ({ kind: 'card', card: { a: 1 }, shared: { b: 2 } }) as const };
      await start({ messageExtension: { cardActions } });
      expect((await pressed()).body).to.deep.equal({
        statusCode: 200,
        type: 'application/vnd.microsoft.card.adaptive',
        value: { a: 1 },
      });
      const [update] = bot.connector.sent;
      expect([update?.method, update?.path]).to.deep.equal([
        'PUT',
        '/teams/v3/conversations/a%3Achat-of-karin/activities/message-1',
      ]);
      expect((Object(update?.body) as { attachments?: unknown }).attachments).to.deep.equal([
        { ...card, content: { b: 2 } },
      ]);
    });

    it('answer in time where the others’ card cannot be changed', async () => {
      const cardActions = { press: async () => ({ kind: 'card', card: { a: 1 }, shared: { b: 2 } }) as const };
      for (const status of [403, 429, 0]) {
        await start({
          messageExtension: { cardActions },
          limits: { invokeBudget: 10_000, sendBudget: 100, connector: { tries: 10, timeout: 10_000, budget: 10_000 } },
        });
        bot.connector.script(({ path }, response) => {
          if (!path.startsWith('/teams/')) {
            return undefined;
          }
          if (status !== 0) {
            send(response, status, {}, { 'retry-after': '1' });
          }
          return 'answered';
        });
        const begin = Date.now();
        expect((await pressed()).body).to.deep.include({ statusCode: 200, value: { a: 1 } });
        expect(Date.now() - begin).to.be.below(5000);
      }
    });

    it('change no message where the action names none', async () => {
      const cardActions = { press: async () => ({ kind: 'card', card: { a: 1 }, shared: { b: 2 } }) as const };
      await start({ messageExtension: { cardActions } });
      const value = { action: { type: 'Action.Execute', verb: 'press' } };
      expect((await bot.invoke('adaptiveCard/action', value)).body).to.deep.include({ value: { a: 1 } });
      expect(bot.connector.sent).to.deep.equal([]);
    });

    it('tell what was done, however late, where the others’ card takes its time', async () => {
      const press = async () => {
        await delay(1000);
        return { kind: 'card', card: { a: 1 }, shared: { b: 2 } } as const;
      };
      await start({ messageExtension: { cardActions: { press } }, limits: { invokeBudget: 2000, sendBudget: 1500 } });
      bot.connector.script(({ path }) => (path.startsWith('/teams/') ? 'answered' : undefined));
      expect((await pressed()).body).to.deep.include({ statusCode: 200, value: { a: 1 } });
      expect(bot.connector.sent).to.have.lengthOf(1);
    });

    it('ask the person without a token to sign in', async () => {
      await start({ messageExtension: { cardActions: { press: async () => ({ kind: 'message', text: 'pressed' }) } } });
      const { status, body } = await pressed({}, isaacAccount);
      expect(status).to.equal(200);
      expect(body).to.deep.include({ statusCode: 401, type: 'application/vnd.microsoft.activity.loginRequest' });
      expect((body as { value: object }).value).to.deep.include({
        connectionName: 'repairs',
        buttons: [{ type: 'signin', title: 'Sign in', value: `${bot.connector.url}/sign-in?signin=opaque` }],
      });
    });

    it('go on with the code after the sign-in', async () => {
      await start({ messageExtension: { cardActions: { press: async () => ({ kind: 'message', text: 'pressed' }) } } });
      bot.connector.signIn(isaacAccount.id, 'token-of-isaac', '123456');
      expect((await pressed({ state: '123456' }, isaacAccount)).body).to.deep.include({
        statusCode: 200,
        value: 'pressed',
      });
    });
  });

  describe('of settings', () => {
    it('need no token, and may forget the one there is', async () => {
      await start({
        messageExtension: {
          querySettingUrl: async ({ publicUrl }) => ({
            kind: 'config',
            url: `${publicUrl}/settings`,
            title: 'Settings',
          }),
          setting: async ({ state }, { signOut }) => {
            await signOut();
            return { kind: 'message', text: `set ${state}` };
          },
        },
      });
      expect((await bot.invoke('composeExtension/querySettingUrl', {}, { from: isaacAccount })).body).to.deep.equal({
        composeExtension: {
          type: 'config',
          suggestedActions: {
            actions: [{ type: 'openUrl', value: 'https://repairs.example.com/settings', title: 'Settings' }],
          },
        },
      });
      expect((await bot.invoke('composeExtension/setting', { state: 'grid' })).text).to.include('set grid');
      expect(bot.connector.isSignedIn(karinAccount.id)).to.equal(false);
    });

    it('take a link from people who are not signed in, without a token', async () => {
      const anonymousQueryLink = async ({ url }: { url: string }) => ({ kind: 'message', text: url }) as const;
      await start({ messageExtension: { anonymousQueryLink } });
      const { text } = await bot.invoke(
        'composeExtension/anonymousQueryLink',
        { url: 'https://repairs.example.com/repairs/1' },
        { from: isaacAccount },
      );
      expect(text).to.include('/repairs/1');
      expect(bot.connector.requests.filter(({ path }) => path.includes('token'))).to.deep.equal([]);
    });
  });

  describe('of links', () => {
    const link = { url: 'https://repairs.example.com/repairs/1' };

    it('that are nobody’s to look up ask for no token', async () => {
      const { text } = await bot.invoke('composeExtension/queryLink', link, { from: isaacAccount });
      expect(text).to.include('nothing');
      expect(bot.connector.requests.filter(({ path }) => path.includes('token'))).to.deep.equal([]);
    });

    it('go on with the code after the sign-in', async () => {
      await start({
        messageExtension: {
          queryLink: async (_link, { repairs }) => ({
            kind: 'message',
            text: `with ${((await repairs()) as MarkedClient).token}`,
          }),
        },
      });
      bot.connector.signIn(isaacAccount.id, 'token-of-isaac', '123456');
      const ask = (value: object) => bot.invoke('composeExtension/queryLink', value, { from: isaacAccount });
      expect(signInType((await ask(link)).body)).to.equal('auth');
      expect((await ask({ ...link, state: '123456' })).text).to.include('with token-of-isaac');
    });
  });

  describe('with single sign-on', () => {
    const handOver = (token: string) =>
      bot.invoke('composeExtension/query', { ...query, authentication: { token } }, { from: isaacAccount });

    const queryLink: MessageExtension['queryLink'] = async (_link, { repairs }) => {
      await repairs();
      return { kind: 'message', text: 'unfolded' };
    };

    beforeEach(() => start({ settings: { singleSignOn: true }, messageExtension: { queryLink } }));

    it('asks Teams for a token before it asks the person, for queries and links alone', async () => {
      const from = isaacAccount;
      expect(signInType((await bot.invoke('composeExtension/query', query, { from })).body)).to.equal('silentAuth');
      const link = { url: 'https://repairs.example.com/repairs/1' };
      expect(signInType((await bot.invoke('composeExtension/queryLink', link, { from })).body)).to.equal('silentAuth');
      expect(signInType((await bot.invoke('composeExtension/selectItem', {}, { from })).body)).to.equal('auth');
    });

    it('exchanges the token that Teams hands over', async () => {
      bot.connector.exchangeFor('handed-over', 'token-of-isaac');
      expect((await handOver('handed-over')).text).to.include('with token-of-isaac');
    });

    it('answers 412 where that fails', async () => {
      const { status, text } = await handOver('another');
      expect([status, text]).to.deep.equal([412, '']);
    });
  });
});
