import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import type { Chat, ChatContext, ChatMessage } from '../../../src/chat/chat.ts';
import { NotFound } from '../../../src/foundation/errors.ts';
import { SignInNeeded } from '../../../src/repairs-client/sign-in-needed.ts';
import { botAppId, isaacAccount, karinAccount } from '../../support/an-activity.ts';
import { send } from '../../support/connector.ts';
import { contoso, karin } from '../../support/issuer.ts';
import { waitUntil } from '../../support/wait-until.ts';
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

describe('the chat', () => {
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
  const tellToken: Chat['handleMessage'] = async (_message, { repairs }) => [
    { text: `with ${((await repairs()) as MarkedClient).token}` },
  ];

  beforeEach(() => start(async () => [{ text: 'heard' }]));

  afterEach(() => bot.close());

  describe('hears', () => {
    it('what was said, by whom and where', async () => {
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
    const spoken: readonly [string, Readonly<Record<string, unknown>>, string][] = [
      [
        'without the mention of the bot',
        { text: '<at>Repairs</at> brake\n', entities: [mention(`28:${botAppId}`, '<at>Repairs</at>')] },
        'brake',
      ],
      [
        'with the names of others',
        {
          text: '<at>Repairs</at> of <at>Karin Blair</at>',
          entities: [mention(`28:${botAppId}`, '<at>Repairs</at>'), mention('29:karin', '<at>Karin Blair</at>')],
        },
        'of Karin Blair',
      ],
      ['with entities as characters', { text: 'R&amp;D&nbsp;lift' }, 'R&D lift'],
      ['as nothing, where there is no text', { text: undefined }, ''],
      [
        'where entities are nonsense',
        { entities: [null, 7, { type: 'mention' }, mention(`28:${botAppId}`, 7), mention(`28:${botAppId}`, '')] },
        'brake',
      ],
      ['where entities are no list', { entities: {} }, 'brake'],
      ['cut where it is endless', { text: 'x'.repeat(30_000) }, 'x'.repeat(4096)],
    ];
    for (const [what, overrides, text] of spoken) {
      it(`text ${what}`, async () => {
        expect((await bot.message(overrides)).status).to.equal(200);
        expect(heard.map(({ message }) => message.text)).to.deep.equal([text]);
      });
    }

    it('how many files and cards came along, and not the text that Teams attaches again', async () => {
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
      it(`of a conversation of type ${type} that it is a ${kind}`, async () => {
        await bot.message({ conversation: { id: '19:x', conversationType: type } });
        expect(heard[0]?.context.conversation).to.equal(kind);
      });
    }
  });

  it('says what it is told to, with cards and suggestions', async () => {
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

  describe('and tokens', () => {
    it('asks nobody for one before it needs it', async () => {
      await bot.message();
      expect(bot.connector.requests.filter(({ path }) => path.includes('usertoken'))).to.deep.equal([]);
    });

    it('answers with a sign-in card where there is none', async () => {
      await start(tellToken);
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

    it('lets Teams hand over a token only with single sign-on', async () => {
      await start(tellToken, { settings: { singleSignOn: true } });
      await bot.message();
      expect(sent()[0]?.attachments?.[0]?.content.tokenExchangeResource).to.deep.include({ id: 'exchange-1' });
    });

    it('asks once, however often the chat needs it', async () => {
      await start(async (message, context) => {
        await context.repairs();
        return tellToken(message, context);
      });
      bot.connector.signIn(karinAccount.id, 'token-of-karin');
      await bot.message();
      expect(texts()).to.deep.equal(['with token-of-karin']);
      expect(bot.connector.requestsTo('/token-service/api/usertoken/GetToken')).to.have.lengthOf(1);
    });

    it('forgets one that the API does not take, and asks to sign in', async () => {
      await start(async (_message, { repairs }) => {
        await repairs();
        throw new SignInNeeded();
      });
      bot.connector.signIn(karinAccount.id, 'token-of-karin');
      await bot.message();
      expect(bot.connector.isSignedIn(karinAccount.id)).to.equal(false);
      expect(sent()[0]?.attachments?.[0]?.contentType).to.equal('application/vnd.microsoft.card.oauth');
    });

    it('signs out whoever asks for it, and nobody else', async () => {
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

    it('gives two people in one conversation each their own', async () => {
      await start(async (message, context) => {
        await delay(Math.random() * 20);
        return tellToken(message, context);
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

  describe('when something goes wrong', () => {
    it('says what the API says', async () => {
      await start(() => Promise.reject(new NotFound('There is no such repair.')));
      expect((await bot.message()).status).to.equal(200);
      expect(texts()).to.deep.equal(['There is no such repair.']);
    });

    it('says of a bug that something went wrong, and what only to the log', async () => {
      await start(() => Promise.reject(new Error('secrets of the code')));
      expect((await bot.message()).status).to.equal(200);
      expect(texts()).to.deep.equal([
        'Something went wrong on my side. Try again, and tell your administrator if it stays so.',
      ]);
      expect(bot.captured.entries('message: failed')).to.have.lengthOf(1);
    });

    it('says that it takes too long', async () => {
      await start(() => delay(500, []), { limits: { messageBudget: 50 } });
      expect((await bot.message()).status).to.equal(200);
      expect(texts()[0]).to.include('takes too long');
      expect(heard[0]?.context.signal.aborted).to.equal(true);
    });
  });

  describe('greets', () => {
    it('where the bot was just installed, once', async () => {
      const members = { membersAdded: [{ id: `28:${botAppId}` }] };
      await bot.message({ type: 'conversationUpdate', text: undefined, ...members });
      await bot.message({ type: 'installationUpdate', action: 'add', text: undefined });
      expect(texts()).to.deep.equal(['welcome']);
    });

    for (const action of ['remove', 'add-upgrade', 'remove-upgrade', undefined, 7]) {
      it(`nobody at an installationUpdate "${action}"`, async () => {
        expect((await bot.message({ type: 'installationUpdate', action })).status).to.equal(200);
        expect(sent()).to.deep.equal([]);
      });
    }
  });

  describe('takes without an answer', () => {
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

  describe('ends a sign-in', () => {
    const verify = (state: unknown) => bot.invoke('signin/verifyState', { state });

    it('with the code of the person who signed in', async () => {
      bot.connector.signIn(karinAccount.id, 'token-of-karin', '123456');
      const { status } = await verify('123456');
      expect(status).to.equal(200);
      expect(texts()).to.deep.equal(['signed in, Karin Blair']);
      expect(bot.connector.isSignedIn(karinAccount.id)).to.equal(true);
    });

    it('with a code that is used up, where the token is there already', async () => {
      bot.connector.signIn(karinAccount.id, 'token-of-karin', '123456');
      const answers = [await verify('123456'), await verify('123456')];
      expect(answers.map(({ status }) => status)).to.deep.equal([200, 200]);
      expect(texts()).to.deep.equal(['signed in, Karin Blair', 'signed in, Karin Blair']);
    });

    it('not with a wrong code, and says so', async () => {
      bot.connector.signIn(isaacAccount.id, 'token-of-isaac', '123456');
      expect((await verify('123456')).status).to.equal(404);
      expect(texts()[0]).to.include('could not be confirmed');
      expect(bot.connector.isSignedIn(karinAccount.id)).to.equal(false);
    });

    it('in time where Teams is busy, and welcomes the person as soon as it is not', async () => {
      await start(async () => [], {
        limits: { invokeBudget: 5000, sendBudget: 50, connector: { tries: 4, timeout: 5000, budget: 20_000 } },
      });
      let isBusy = true;
      bot.connector.script(({ path }, response) => {
        if (!isBusy || !path.startsWith('/teams/')) {
          return undefined;
        }
        send(response, 429, {}, { 'retry-after': '2' });
        return 'answered';
      });
      bot.connector.signIn(karinAccount.id, 'token-of-karin', '123456');
      bot.connector.exchangeFor('handed-over', 'token-of-karin');
      expect((await verify('123456')).status).to.equal(200);
      const exchange = { id: 'exchange-1', connectionName: 'repairs', token: 'handed-over' };
      expect((await bot.invoke('signin/tokenExchange', exchange)).status).to.equal(200);
      await waitUntil(() => texts().length >= 2);
      expect(texts()).to.have.lengthOf(2);
      isBusy = false;
      await waitUntil(() => texts().length >= 4);
      expect(texts()).to.deep.equal(Array(4).fill('signed in, Karin Blair'));
      expect(bot.captured.entries('message: sending failed')).to.deep.equal([]);
    });

    it('that was cancelled with a word', async () => {
      expect((await verify('CancelledByUser')).status).to.equal(200);
      expect(texts()[0]).to.include('did not sign in');
    });

    it('with a word where the token service is down', async () => {
      bot.connector.script(({ path }, response) => {
        if (!path.includes('GetToken')) {
          return undefined;
        }
        send(response, 500, {});
        return 'answered';
      });
      expect((await verify('123456')).status).to.equal(503);
      expect(texts()[0]).to.include('not available at the moment');
    });

    it('that failed with a word, whatever Teams says of it', async () => {
      for (const value of [{ code: 'resourcematchfailed', message: 'secret detail' }, undefined, { code: {} }, 'x']) {
        await start(async () => []);
        expect((await bot.invoke('signin/failure', value)).status).to.equal(200);
        expect(texts()).to.have.lengthOf(1);
        expect(texts()[0]).to.include('did not work').and.not.include('secret');
      }
    });
  });

  describe('takes a token that Teams hands over', () => {
    const exchange = (id = 'exchange-1', from: object = karinAccount, token = 'handed-over') =>
      bot.invoke('signin/tokenExchange', { id, connectionName: 'repairs', token }, { from });
    const exchanges = () => bot.connector.requestsTo('/token-service/api/usertoken/exchange');

    beforeEach(() => bot.connector.exchangeFor('handed-over', 'token-of-karin'));

    it('once, from however many clients it comes, at once or one after another', async () => {
      const answers = await Promise.all([exchange(), exchange(), exchange()]);
      answers.push(await exchange());
      expect(answers.map(({ status }) => status)).to.deep.equal([200, 200, 200, 200]);
      expect(exchanges()).to.have.lengthOf(1);
      expect(texts()).to.deep.equal(['signed in, Karin Blair']);
    });

    it('of each person, even under one id', async () => {
      await exchange();
      await exchange('exchange-1', isaacAccount);
      expect(exchanges().map(({ query }) => query.get('userId'))).to.deep.equal([karinAccount.id, isaacAccount.id]);
    });

    it('or answers 412, and lets another client try', async () => {
      const { status, body } = await exchange('exchange-1', karinAccount, 'not-consented');
      expect(status).to.equal(412);
      expect(body).to.deep.include({ id: 'exchange-1', connectionName: 'repairs' });
      expect((await exchange()).status).to.equal(200);
      expect(texts()).to.deep.equal(['signed in, Karin Blair']);
    });

    it('or answers 503 while the token service is down, and lets another try', async () => {
      bot.connector.script(({ path }, response) => {
        if (!path.endsWith('/exchange')) {
          return undefined;
        }
        send(response, 500, {});
        return 'answered';
      });
      expect((await exchange()).status).to.equal(503);
      bot.connector.script(() => undefined);
      expect((await exchange()).status).to.equal(200);
    });
  });
});
