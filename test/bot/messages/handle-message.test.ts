import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import type { Chat, ChatContext, ChatMessage } from '../../../src/chat/chat.ts';
import { NotFound } from '../../../src/foundation/errors.ts';
import { SignInNeeded } from '../../../src/repairs-client/sign-in-needed.ts';
import { botAppId, isaacAccount, karinAccount } from '../../support/an-activity.ts';
import { contoso, karin } from '../../support/issuer.ts';
import { type MarkedClient, type StartBotOptions, startBot, type TestBot } from '../start-bot.ts';

interface SentBody {
  readonly type?: string;
  readonly text?: string;
  readonly attachments?: readonly {
    readonly contentType: string;
    readonly content: Readonly<Record<string, unknown>>;
  }[];
  readonly suggestedActions?: unknown;
}

describe('messages to the bot', () => {
  let bot: TestBot;
  let heard: { readonly message: ChatMessage; readonly context: ChatContext }[];

  async function start(handleMessage: Chat['handleMessage'], options: StartBotOptions = {}): Promise<void> {
    await bot?.close();
    heard = [];
    bot = await startBot({
      ...options,
      chat: {
        handleMessage: (message, context) => {
          heard.push({ message, context });
          return handleMessage(message, context);
        },
      },
    });
  }

  const sent = () => bot.connector.sent.map(({ body }) => body as SentBody);
  const texts = () => sent().map(({ text }) => text);
  const showToken: Chat['handleMessage'] = async (_message, { repairs }) => [
    { text: `with ${((await repairs()) as MarkedClient).token}` },
  ];

  beforeEach(() => start(async () => [{ text: 'heard' }]));

  afterEach(() => bot.close());

  describe('are passed to the chat with', () => {
    it('the text, the person and the conversation', async () => {
      await bot.message({ text: ' brake  repairs ', id: 'message-1' });
      const [{ message, context } = {}] = heard;
      expect(message).to.deep.equal({ text: 'brake repairs', files: 0, cards: 0 });
      expect(context).to.deep.include({
        user: { id: karin, name: 'Karin Blair', tenantId: contoso },
        conversation: 'personal',
        publicUrl: 'https://repairs.example.com',
        activityId: 'message-1',
        locale: 'en-US',
      });
    });

    const mention = (id: string, text: unknown) => ({ type: 'mention', mentioned: { id, name: 'x' }, text });
    const textCases: readonly [string, Readonly<Record<string, unknown>>, string][] = [
      [
        'the text without the mention of the bot',
        { text: '<at>Repairs</at> brake\n', entities: [mention(`28:${botAppId}`, '<at>Repairs</at>')] },
        'brake',
      ],
      [
        'the names of other people who are mentioned',
        {
          text: '<at>Repairs</at> of <at>Karin Blair</at>',
          entities: [mention(`28:${botAppId}`, '<at>Repairs</at>'), mention('29:karin', '<at>Karin Blair</at>')],
        },
        'of Karin Blair',
      ],
      ['decoded HTML entities', { text: 'R&amp;D&nbsp;lift' }, 'R&D lift'],
      ['an empty text if there is none', { text: undefined }, ''],
      [
        'the text if entities are invalid',
        { entities: [null, 7, { type: 'mention' }, mention(`28:${botAppId}`, 7), mention(`28:${botAppId}`, '')] },
        'brake',
      ],
      ['the text if entities are not an array', { entities: {} }, 'brake'],
      ['at most 4,096 characters of text', { text: 'x'.repeat(30_000) }, 'x'.repeat(4096)],
    ];
    for (const [what, overrides, text] of textCases) {
      it(what, async () => {
        expect((await bot.message(overrides)).status).to.equal(200);
        expect(heard.map(({ message }) => message.text)).to.deep.equal([text]);
      });
    }

    it('the number of files and cards, not counting the HTML copy of the text', async () => {
      const file = { contentType: 'application/vnd.microsoft.teams.file.download.info', content: {} };
      const card = { contentType: 'application/vnd.microsoft.card.adaptive', content: {} };
      await bot.message({ attachments: [file, { contentType: 'text/html', content: '<p>brake</p>' }, null, card] });
      expect(heard[0]?.message).to.include({ files: 2, cards: 1 });
    });

    for (const [type, kind] of [
      ['groupChat', 'group'],
      ['channel', 'channel'],
      [undefined, 'group'],
      [7, 'group'],
    ] as const) {
      it(`the kind ${kind} for a conversation of type ${type}`, async () => {
        await bot.message({ conversation: { id: '19:x', conversationType: type } });
        expect(heard[0]?.context.conversation).to.equal(kind);
      });
    }
  });

  it('are answered with text, cards and suggestions', async () => {
    const attachment = { contentType: 'application/vnd.microsoft.card.adaptive', content: { type: 'AdaptiveCard' } };
    await start(async () => [
      { text: 'one' },
      { attachments: [attachment], suggestions: [{ title: 'Help', text: 'help' }] },
    ]);
    await bot.message();
    expect(sent()).to.have.lengthOf(2);
    expect(sent()[0]).to.include({ type: 'message', text: 'one' });
    expect(sent()[1]).to.deep.include({
      attachments: [attachment],
      suggestedActions: { to: [karinAccount.id], actions: [{ type: 'imBack', title: 'Help', value: 'help' }] },
    });
  });

  describe('tokens:', () => {
    it('does not call the token service before the chat needs a token', async () => {
      await bot.message();
      expect(bot.connector.requests.filter(({ path }) => path.includes('usertoken'))).to.deep.equal([]);
    });

    it('answers with a sign-in card if the person has no token', async () => {
      await start(showToken);
      await bot.message();
      expect(sent()[0]?.attachments).to.deep.equal([
        {
          contentType: 'application/vnd.microsoft.card.oauth',
          content: {
            text: 'Sign in to see and change the repairs of your organisation.',
            connectionName: 'repairs',
            buttons: [{ type: 'signin', title: 'Sign in', value: `${bot.connector.url}/sign-in?signin=opaque` }],
          },
        },
      ]);
    });

    it('asks for a sign-in without an OAuth card in a conversation with others, who could use it', async () => {
      await start(showToken);
      for (const conversationType of ['groupChat', 'channel', undefined]) {
        await bot.message({ text: 'open repairs', conversation: { id: '19:x', conversationType } });
      }
      expect(texts()).to.deep.equal(Array(3).fill('sign in for open repairs'));
      expect(bot.connector.requestsTo('/token-service/api/botsignin/GetSignInResource')).to.deep.equal([]);
    });

    it('offers a token exchange with single sign-on only', async () => {
      await start(showToken, { settings: { singleSignOn: true } });
      await bot.message();
      expect(sent()[0]?.attachments?.[0]?.content.tokenExchangeResource).to.deep.include({ id: 'exchange-1' });
    });

    it('fetches the token once, even if the chat needs it twice', async () => {
      await start(async (message, context) => {
        await context.repairs();
        return showToken(message, context);
      });
      bot.connector.signIn(karinAccount.id, 'token-of-karin');
      await bot.message();
      expect(texts()).to.deep.equal(['with token-of-karin']);
      expect(bot.connector.requestsTo('/token-service/api/usertoken/GetToken')).to.have.lengthOf(1);
    });

    it('signs out a token that the API rejects, and asks the person to sign in', async () => {
      await start(async (_message, { repairs }) => {
        await repairs();
        throw new SignInNeeded();
      });
      bot.connector.signIn(karinAccount.id, 'token-of-karin');
      await bot.message();
      expect(bot.connector.isSignedIn(karinAccount.id)).to.equal(false);
      expect(sent()[0]?.attachments?.[0]?.contentType).to.equal('application/vnd.microsoft.card.oauth');
    });

    it('deletes the data and the token of the person who asks for it', async () => {
      const forgotten: unknown[] = [];
      const people = { forget: async (user: unknown) => void forgotten.push(user) };
      const forget: Chat['handleMessage'] = async (_message, context) => {
        await context.forget();
        return [{ text: 'deleted' }];
      };
      await start(forget, { people });
      bot.connector.signIn(karinAccount.id, 'token-of-karin');
      bot.connector.signIn(isaacAccount.id, 'token-of-isaac');
      await bot.message();
      expect(forgotten).to.deep.equal([{ id: karin, name: 'Karin Blair', tenantId: contoso }]);
      expect(bot.connector.isSignedIn(karinAccount.id)).to.equal(false);
      expect(bot.connector.isSignedIn(isaacAccount.id)).to.equal(true);
    });

    it('signs out only the person who asks for it', async () => {
      await start(async (_message, { signOut }) => {
        await signOut();
        return [{ text: 'signed out' }];
      });
      bot.connector.signIn(karinAccount.id, 'token-of-karin');
      bot.connector.signIn(isaacAccount.id, 'token-of-isaac');
      await bot.message();
      expect(texts()).to.deep.equal(['signed out']);
      expect(bot.connector.isSignedIn(karinAccount.id)).to.equal(false);
      expect(bot.connector.isSignedIn(isaacAccount.id)).to.equal(true);
    });

    it('uses the token of the sender, even with two people in one conversation', async () => {
      await start(async (message, context) => {
        await delay(Math.random() * 20);
        return showToken(message, context);
      });
      const conversation = { id: '19:group', conversationType: 'groupChat' };
      bot.connector.signIn(karinAccount.id, 'token-of-karin');
      bot.connector.signIn(isaacAccount.id, 'token-of-isaac');
      await Promise.all([karinAccount, isaacAccount, karinAccount].map((from) => bot.message({ from, conversation })));
      const answers = sent().map((body) => [(body as { recipient?: { id: string } }).recipient?.id, body.text]);
      expect(answers.sort()).to.deep.equal([
        ['29:isaac', 'with token-of-isaac'],
        ['29:karin', 'with token-of-karin'],
        ['29:karin', 'with token-of-karin'],
      ]);
    });
  });

  describe('that fail', () => {
    it('are answered with the error message', async () => {
      await start(() => Promise.reject(new NotFound('There is no such repair.')));
      expect((await bot.message()).status).to.equal(200);
      expect(texts()).to.deep.equal(['There is no such repair.']);
    });

    it('unexpectedly are answered with a general message, and the cause is logged', async () => {
      await start(() => Promise.reject(new Error('secrets of the code')));
      expect((await bot.message()).status).to.equal(200);
      expect(texts()).to.deep.equal([
        'Something went wrong on my side. Try again, and tell your administrator if it keeps happening.',
      ]);
      expect(bot.captured.entries('message: failed')).to.have.lengthOf(1);
    });

    it('because of the time limit are answered with a message, and the work is aborted', async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      await start(() => promise.then(() => []), { limits: { messageBudget: 1000 } });
      expect((await bot.message()).status).to.equal(200);
      resolve();
      expect(texts()[0]).to.include('is taking too long');
      expect(heard[0]?.context.signal.aborted).to.equal(true);
    });
  });

  describe('of type installationUpdate', () => {
    it('are answered with one welcome when the bot is installed', async () => {
      const members = { membersAdded: [{ id: `28:${botAppId}` }] };
      await bot.message({ type: 'conversationUpdate', text: undefined, ...members });
      await bot.message({ type: 'installationUpdate', action: 'add', text: undefined });
      expect(texts()).to.deep.equal(['welcome']);
    });

    for (const action of ['remove', 'add-upgrade', 'remove-upgrade', undefined, 7]) {
      it(`are ignored with action "${action}"`, async () => {
        expect((await bot.message({ type: 'installationUpdate', action })).status).to.equal(200);
        expect(sent()).to.deep.equal([]);
      });
    }
  });

  describe('of other types are accepted and ignored:', () => {
    const others: readonly Readonly<Record<string, unknown>>[] = [
      { type: 'messageReaction', reactionsAdded: [{ type: 'like' }] },
      { type: 'messageReaction', reactionsRemoved: 'all' },
      { type: 'messageUpdate', channelData: { eventType: 'editMessage' } },
      { type: 'messageDelete', channelData: { eventType: 'softDeleteMessage' } },
      { type: 'typing' },
      { type: 'event', name: 'application/vnd.microsoft.readReceipt', value: {} },
      { type: 'conversationUpdate', membersAdded: [{ id: '29:new' }] },
      { type: 'conversationUpdate', channelData: { eventType: 'channelCreated', team: null } },
      { type: 'endOfConversation' },
      { type: 'trace', value: null },
      { type: 'command' },
      { type: '__proto__' },
      { type: 'nobody knows' },
    ];
    for (const overrides of others) {
      it(JSON.stringify(overrides), async () => {
        const { status, text } = await bot.message({ text: undefined, ...overrides });
        expect([status, text]).to.deep.equal([200, '']);
        expect(sent()).to.deep.equal([]);
        expect(heard).to.deep.equal([]);
      });
    }
  });
});
