import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { serializeResult, toCardAttachment } from '../../../src/cards/attachment.ts';
import { AppError, Unavailable } from '../../../src/foundation/errors.ts';
import type { CommandContext } from '../../../src/message-extension/command-context.ts';
import type { QueryValue } from '../../../src/message-extension/invoke-values.ts';
import { SignInNeeded } from '../../../src/repairs-client/sign-in-needed.ts';
import { botAppId, isaacAccount, karinAccount } from '../../support/an-activity.ts';
import { contoso, karin } from '../../support/issuer.ts';
import { type StartBotOptions, showToken, startBot, type TestBot } from '../start-bot.ts';

const query = { commandId: 'search', parameters: [{ name: 'text', value: 'brake' }] };
const card = toCardAttachment({ type: 'AdaptiveCard' });
const signInType = (body: unknown) => (body as { composeExtension?: { type?: string } }).composeExtension?.type;

describe('invokes', () => {
  let bot: TestBot;

  async function start(options?: StartBotOptions): Promise<TestBot> {
    await bot?.close();
    bot = await startBot(options);
    bot.connector.signIn(karinAccount.id, 'token-of-karin');
    return bot;
  }

  /** Starts a bot with this query command and invokes it. */
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
    it('passes the parsed query, the person and an API client with that person’s token to the command', async () => {
      const seen: [QueryValue, CommandContext][] = [];
      await start({
        messageExtension: {
          queries: {
            search: async (value, context) => {
              seen.push([value, context]);
              return { kind: 'result', layout: 'grid', results: [serializeResult({ ...card, preview: card })] };
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

    it('asks a person without a token to sign in', async () => {
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
      const [request] = bot.connector.requestsTo('/token-service/api/botsignin/GetSignInResource');
      const state = JSON.parse(Buffer.from(request?.query.get('state') ?? '', 'base64').toString());
      expect(state).to.deep.include({ connectionName: 'repairs', msAppId: botAppId });
      expect(state.conversation).to.deep.include({
        user: isaacAccount,
        bot: { id: `28:${botAppId}`, name: 'Repairs' },
        channelId: 'msteams',
        serviceUrl: bot.connector.serviceUrl,
      });
    });

    it('redeems the verification code that Teams sends after the sign-in', async () => {
      bot.connector.signIn(isaacAccount.id, 'token-of-isaac', '123456');
      const redeem = () => bot.invoke('composeExtension/query', { ...query, state: '123456' }, { from: isaacAccount });
      expect((await redeem()).text).to.include('with token-of-isaac');
      expect((await redeem()).text, 'the code has been used, but the person is signed in').to.include(
        'with token-of-isaac',
      );
    });

    it('asks for a sign-in again if the code is wrong', async () => {
      bot.connector.signIn(isaacAccount.id, 'token-of-isaac', '123456');
      const { body } = await bot.invoke(
        'composeExtension/query',
        { ...query, state: '654321' },
        { from: isaacAccount },
      );
      expect(signInType(body)).to.equal('auth');
      const requests = bot.connector.requestsTo('/token-service/api/usertoken/GetToken');
      expect(requests.map((request) => request.query.get('code'))).to.deep.equal(['654321', null]);
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
      it(`does not send ${JSON.stringify(state)} as a verification code`, async () => {
        await bot.invoke('composeExtension/query', { ...query, state });
        const requests = bot.connector.requestsTo('/token-service/api/usertoken/GetToken');
        expect(requests).to.have.lengthOf(1);
        expect(requests[0]?.query.has('code')).to.equal(false);
      });
    }

    it('does not redeem the code of another person', async () => {
      bot.connector.signIn(isaacAccount.id, 'token-of-isaac', '123456');
      await start();
      bot.connector.signIn(isaacAccount.id, 'token-of-isaac', '123456');
      const { text } = await bot.invoke('composeExtension/query', { ...query, state: '123456' });
      expect(text).to.include('with token-of-karin');
    });

    it('signs out a token that the API rejects, and asks the person to sign in', async () => {
      const { status, body } = await run(() => Promise.reject(new SignInNeeded()));
      expect(status).to.equal(200);
      expect(signInType(body)).to.equal('auth');
      expect(bot.connector.isSignedIn(karinAccount.id)).to.equal(false);
    });

    it('keeps the token of a person without access, and answers with the error message', async () => {
      const { status, body } = await run(() => Promise.reject(new AppError(403, 'no_access', 'You have no access.')));
      expect(status).to.equal(200);
      expect(body).to.deep.equal({ composeExtension: { type: 'message', text: 'You have no access.' } });
      expect(bot.connector.isSignedIn(karinAccount.id)).to.equal(true);
    });

    it('answers with the error message if the API is unavailable, and logs the cause', async () => {
      const cause = new Error('connect ECONNREFUSED 10.0.0.1');
      const { status, text } = await run(() =>
        Promise.reject(new Unavailable('Try again in a moment.', { cause, detail: 'listRepairs' })),
      );
      expect(status).to.equal(200);
      expect(text).to.include('Try again in a moment.').and.not.include('ECONNREFUSED');
      expect(bot.captured.entries('invoke: refused')).to.have.lengthOf(1);
    });

    it('answers an unexpected error with 500 without a body, logs it, and sends nothing to the chat', async () => {
      const { status, text } = await run(() => Promise.reject(new Error('a bug with Bearer secret-token')));
      expect(status).to.equal(500);
      expect(text).to.equal('');
      expect(bot.connector.sent).to.deep.equal([]);
      expect(bot.captured.entries('invoke: failed')).to.have.lengthOf(1);
      expect(bot.captured.lines.join('')).not.to.include('secret-token');
    });

    it('answers in time if the command is slow, and aborts it', async () => {
      let signal: AbortSignal | undefined;
      const answered = Promise.withResolvers<void>();
      const { status, text } = await run(
        async (_value, context) => {
          signal = context.signal;
          await answered.promise;
          throw new Unavailable('Too late for anybody.');
        },
        { limits: { invokeBudget: 2000 } },
      );
      answered.resolve();
      expect(status).to.equal(200);
      expect(text).to.include('is taking too long');
      expect(signal?.aborted).to.equal(true);
    });
  });

  describe('from two people in one conversation', () => {
    const conversation = { id: '19:group', conversationType: 'groupChat', tenantId: contoso };

    it('use the token of the sender', async () => {
      await start({
        messageExtension: {
          queries: {
            search: async (value, context) => {
              await delay(Math.random() * 20);
              return showToken(value, context);
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

    it('do not sign out the other person', async () => {
      await run(() => Promise.reject(new SignInNeeded()));
      bot.connector.signIn(isaacAccount.id, 'token-of-isaac');
      await bot.invoke('composeExtension/query', query, { conversation });
      expect(bot.connector.isSignedIn(isaacAccount.id)).to.equal(true);
      expect(bot.connector.isSignedIn(karinAccount.id)).to.equal(false);
    });
  });
});
