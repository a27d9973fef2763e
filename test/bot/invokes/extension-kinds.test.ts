import { expect } from 'chai';
import { InvalidRequest } from '../../../src/foundation/errors.ts';
import type { CommandContext } from '../../../src/message-extension/command-context.ts';
import type { MessageExtension } from '../../../src/message-extension/create-message-extension.ts';
import { isaacAccount, karinAccount } from '../../support/an-activity.ts';
import { send } from '../../support/connector.ts';
import { type MarkedClient, type StartBotOptions, startBot, type TestBot } from '../start-bot.ts';

const query = { commandId: 'search', parameters: [{ name: 'text', value: 'brake' }] };
const card = { contentType: 'application/vnd.microsoft.card.adaptive', content: { type: 'AdaptiveCard' } };
const signInType = (body: unknown) => (body as { composeExtension?: { type?: string } }).composeExtension?.type;

describe('createExtensionKinds', () => {
  let bot: TestBot;

  async function start(options?: StartBotOptions): Promise<void> {
    await bot?.close();
    bot = await startBot(options);
    bot.connector.signIn(karinAccount.id, 'token-of-karin');
  }

  beforeEach(() => start());

  afterEach(() => bot.close());

  describe('dialogs', () => {
    it('passes the text of a message to the command, opens the dialog and closes it', async () => {
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

    it('shows an error in the dialog', async () => {
      const fail = () => Promise.reject(new InvalidRequest('The title is too long.', { field: 'title' }));
      await start({ messageExtension: { actions: { make: { fetch: fail, submit: fail } } } });
      const { status, body } = await bot.invoke('composeExtension/submitAction', {
        commandId: 'make',
        commandContext: 'compose',
      });
      expect(status).to.equal(200);
      expect(body).to.deep.equal({ task: { type: 'message', value: 'The title is too long.' } });
    });

    it('passes the same activity id for each delivery, or a new one if the invoke has none', async () => {
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

  describe('card actions', () => {
    const pressCard = (overrides = {}, account: object = karinAccount) =>
      bot.invoke(
        'adaptiveCard/action',
        { action: { type: 'Action.Execute', verb: 'press', data: { repairId: '1' } }, trigger: 'manual', ...overrides },
        { replyToId: 'message-1', from: account },
      );

    it('responds with the new card, and updates the shared card in the message', async () => {
      const cardActions = { press: async () => ({ kind: 'card', card: { a: 1 }, shared: { b: 2 } }) as const };
      await start({ messageExtension: { cardActions } });
      expect((await pressCard()).body).to.deep.equal({
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

    it('responds in time if the shared card cannot be updated', async () => {
      const cardActions = { press: async () => ({ kind: 'card', card: { a: 1 }, shared: { b: 2 } }) as const };
      for (const status of [403, 429, 0]) {
        await start({
          messageExtension: { cardActions },
          limits: { invokeBudget: 20_000, sendBudget: 100, connector: { tries: 10, timeout: 60_000, budget: 60_000 } },
        });
        bot.connector.script(({ path }, response) => {
          if (!path.startsWith('/teams/')) {
            return undefined;
          }
          if (status !== 0) {
            send(response, status, {}, { 'retry-after': '5' });
          }
          return 'answered';
        });
        expect((await pressCard()).body).to.deep.include({ statusCode: 200, value: { a: 1 } });
      }
    });

    it('updates no message if the activity does not refer to one', async () => {
      const cardActions = { press: async () => ({ kind: 'card', card: { a: 1 }, shared: { b: 2 } }) as const };
      await start({ messageExtension: { cardActions } });
      const value = { action: { type: 'Action.Execute', verb: 'press' } };
      expect((await bot.invoke('adaptiveCard/action', value)).body).to.deep.include({ value: { a: 1 } });
      expect(bot.connector.sent).to.deep.equal([]);
    });

    it('responds before the deadline if the update of the shared card is slow', async () => {
      let time = Date.now();
      const press = async () => {
        time += 19_000;
        return { kind: 'card', card: { a: 1 }, shared: { b: 2 } } as const;
      };
      await start({
        now: () => new Date(time),
        messageExtension: { cardActions: { press } },
        limits: { invokeBudget: 20_000, sendBudget: 50_000 },
      });
      bot.connector.script(({ path }) => (path.startsWith('/teams/') ? 'answered' : undefined));
      expect((await pressCard()).body).to.deep.include({ statusCode: 200, value: { a: 1 } });
      expect(bot.connector.sent).to.have.lengthOf(1);
    });

    it('asks a person without a token to sign in', async () => {
      await start({ messageExtension: { cardActions: { press: async () => ({ kind: 'message', text: 'pressed' }) } } });
      const { status, body } = await pressCard({}, isaacAccount);
      expect(status).to.equal(200);
      expect(body).to.deep.include({ statusCode: 401, type: 'application/vnd.microsoft.activity.loginRequest' });
      expect((body as { value: object }).value).to.deep.include({
        connectionName: 'repairs',
        buttons: [{ type: 'signin', title: 'Sign in', value: `${bot.connector.url}/sign-in?signin=opaque` }],
      });
    });

    it('continues with the verification code after the sign-in', async () => {
      await start({ messageExtension: { cardActions: { press: async () => ({ kind: 'message', text: 'pressed' }) } } });
      bot.connector.signIn(isaacAccount.id, 'token-of-isaac', '123456');
      expect((await pressCard({ state: '123456' }, isaacAccount)).body).to.deep.include({
        statusCode: 200,
        value: 'pressed',
      });
    });

    for (const state of ['654321', '12345', 'abc', '١٢٣٤٥٦']) {
      it(`rejects ${JSON.stringify(state)} as a verification code, unless the person is signed in`, async () => {
        await start({
          messageExtension: { cardActions: { press: async () => ({ kind: 'message', text: 'pressed' }) } },
        });
        const { status, body } = await pressCard({ state }, isaacAccount);
        expect(status).to.equal(200);
        expect(body).to.deep.equal({
          statusCode: 401,
          type: 'application/vnd.microsoft.error.incorrectAuthCode',
          value: null,
        });
        bot.connector.signIn(isaacAccount.id, 'token-of-isaac');
        expect((await pressCard({ state }, isaacAccount)).body).to.deep.include({ statusCode: 200 });
      });
    }

    it('asks to sign in again if the person has closed the pop-up', async () => {
      await start({ messageExtension: { cardActions: { press: async () => ({ kind: 'message', text: 'pressed' }) } } });
      expect((await pressCard({ state: 'CancelledByUser' }, isaacAccount)).body).to.deep.include({
        type: 'application/vnd.microsoft.activity.loginRequest',
      });
    });
  });

  describe('settings', () => {
    it('needs no token, and can sign the person out', async () => {
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
  });

  describe('links', () => {
    const link = { url: 'https://repairs.example.com/repairs/1' };

    it('previews a link without a sign-in', async () => {
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

    it('needs no token if the command does not use the API', async () => {
      const { text } = await bot.invoke('composeExtension/queryLink', link, { from: isaacAccount });
      expect(text).to.include('nothing');
      expect(bot.connector.requests.filter(({ path }) => path.includes('token'))).to.deep.equal([]);
    });

    it('continues with the verification code after the sign-in', async () => {
      await start({
        messageExtension: {
          queryLink: async (_link, { repairs }) => ({
            kind: 'message',
            text: `with ${((await repairs()) as MarkedClient).token}`,
          }),
        },
      });
      bot.connector.signIn(isaacAccount.id, 'token-of-isaac', '123456');
      const unfurl = (value: object) => bot.invoke('composeExtension/queryLink', value, { from: isaacAccount });
      expect(signInType((await unfurl(link)).body)).to.equal('auth');
      expect((await unfurl({ ...link, state: '123456' })).text).to.include('with token-of-isaac');
    });
  });

  describe('with single sign-on', () => {
    const queryWith = (token: string) =>
      bot.invoke('composeExtension/query', { ...query, authentication: { token } }, { from: isaacAccount });

    const queryLink: MessageExtension['queryLink'] = async (_link, { repairs }) => {
      await repairs();
      return { kind: 'message', text: 'unfolded' };
    };

    beforeEach(() => start({ settings: { singleSignOn: true }, messageExtension: { queryLink } }));

    it('requests a token from Teams first, for queries and links only', async () => {
      const from = isaacAccount;
      expect(signInType((await bot.invoke('composeExtension/query', query, { from })).body)).to.equal('silentAuth');
      const link = { url: 'https://repairs.example.com/repairs/1' };
      expect(signInType((await bot.invoke('composeExtension/queryLink', link, { from })).body)).to.equal('silentAuth');
      expect(signInType((await bot.invoke('composeExtension/selectItem', {}, { from })).body)).to.equal('auth');
    });

    it('exchanges the token that Teams sends', async () => {
      bot.connector.exchangeFor('handed-over', 'token-of-isaac');
      expect((await queryWith('handed-over')).text).to.include('with token-of-isaac');
    });

    it('answers 412 if the token is rejected', async () => {
      const { status, text } = await queryWith('another');
      expect([status, text]).to.deep.equal([412, '']);
    });
  });
});
