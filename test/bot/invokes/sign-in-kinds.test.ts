import { expect } from 'chai';
import { Unavailable } from '../../../src/foundation/errors.ts';
import { isaacAccount, karinAccount } from '../../support/an-activity.ts';
import { send } from '../../support/connector.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { type MarkedClient, type StartBotOptions, startBot, type TestBot } from '../start-bot.ts';

describe('createSignInKinds', () => {
  let bot: TestBot;

  async function start(options?: StartBotOptions): Promise<void> {
    await bot?.close();
    bot = await startBot(options);
  }

  const texts = () => bot.connector.sent.map(({ body }) => (body as { text?: string }).text);

  beforeEach(() => start());

  afterEach(() => bot.close());

  describe('signin/verifyState', () => {
    const verify = (state: unknown) => bot.invoke('signin/verifyState', { state });

    it('welcomes the person whose code is accepted', async () => {
      bot.connector.signIn(karinAccount.id, 'token-of-karin', '123456');
      const { status } = await verify('123456');
      expect(status).to.equal(200);
      expect(texts()).to.deep.equal(['signed in, Karin Blair']);
      expect(bot.connector.isSignedIn(karinAccount.id)).to.equal(true);
    });

    it('limits wrong codes for each person, and refuses even the right one until the period is over', async () => {
      let time = Date.now();
      await start({ now: () => new Date(time) });
      bot.connector.signIn(isaacAccount.id, 'token-of-isaac', '654321');
      for (const wrong of ['000001', '000002', '000003', '000004', '000005']) {
        expect((await verify(wrong)).status).to.equal(404);
      }
      bot.connector.signIn(karinAccount.id, 'token-of-karin', '123456');
      expect((await verify('123456')).status).to.equal(429);
      expect(texts().at(-1)).to.equal('Too many sign-in codes were wrong. Wait 10 minutes, then sign in again.');
      expect((await bot.invoke('composeExtension/query', { commandId: 'search', state: '123456' })).text).to.include(
        'Too many sign-in codes were wrong.',
      );
      expect(bot.connector.isSignedIn(karinAccount.id)).to.equal(false);
      const isaac = await bot.invoke('signin/verifyState', { state: '654321' }, { from: isaacAccount });
      expect(isaac.status).to.equal(200);
      time += 10 * 60_000 + 1000;
      expect((await verify('123456')).status).to.equal(200);
    });

    it('limits wrong codes that arrive at the same time', async () => {
      const codes = Array.from({ length: 20 }, (_, number) => String(100_000 + number));
      await Promise.all(codes.map((code) => verify(code)));
      const tried = bot.connector
        .requestsTo('/token-service/api/usertoken/GetToken')
        .filter(({ query }) => query.has('code'));
      expect(tried).to.have.lengthOf(5);
    });

    it('uses the token of a person who is signed in, however many codes were wrong', async () => {
      bot.connector.signIn(karinAccount.id, 'token-of-karin');
      for (let count = 0; count < 7; count += 1) {
        expect((await verify('000000')).status).to.equal(200);
      }
    });

    it('accepts a used code if the person is signed in already', async () => {
      bot.connector.signIn(karinAccount.id, 'token-of-karin', '123456');
      const answers = [await verify('123456'), await verify('123456')];
      expect(answers.map(({ status }) => status)).to.deep.equal([200, 200]);
      expect(texts()).to.deep.equal(['signed in, Karin Blair', 'signed in, Karin Blair']);
    });

    it('rejects the code of another person with 404 and a message', async () => {
      bot.connector.signIn(isaacAccount.id, 'token-of-isaac', '123456');
      expect((await verify('123456')).status).to.equal(404);
      expect(texts()[0]).to.include('could not be confirmed');
      expect(bot.connector.isSignedIn(karinAccount.id)).to.equal(false);
    });

    it('responds in time while Teams is busy, and sends the welcome later', async () => {
      await start({
        limits: { sendBudget: 50, connector: { tries: 50, timeout: 20_000, budget: 50_000 } },
      });
      let isBusy = true;
      let accepted = 0;
      bot.connector.script(({ path }, response) => {
        if (!path.startsWith('/teams/')) {
          return undefined;
        }
        if (!isBusy) {
          accepted += 1;
          return undefined;
        }
        send(response, 429, {}, { 'retry-after': '1' });
        return 'answered';
      });
      bot.connector.signIn(karinAccount.id, 'token-of-karin', '123456');
      bot.connector.exchangeFor('handed-over', 'token-of-karin');
      expect((await verify('123456')).status).to.equal(200);
      const exchange = { id: 'exchange-1', connectionName: 'repairs', token: 'handed-over' };
      expect((await bot.invoke('signin/tokenExchange', exchange)).status).to.equal(200);
      await waitUntil(() => texts().length >= 2);
      expect(accepted).to.equal(0);
      isBusy = false;
      await waitUntil(() => accepted >= 2);
      expect(new Set(texts())).to.deep.equal(new Set(['signed in, Karin Blair']));
      expect(bot.captured.entries('message: sending failed')).to.deep.equal([]);
    });

    it('answers a cancelled sign-in with a message', async () => {
      expect((await verify('CancelledByUser')).status).to.equal(200);
      expect(texts()[0]).to.include('did not sign in');
    });

    it('answers 503 and sends a message if the token service is down', async () => {
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
  });

  describe('the question that led to the sign-in', () => {
    const ask = (text: string, overrides = {}) => bot.message({ text, ...overrides });
    const verify = (overrides = {}) => bot.invoke('signin/verifyState', { state: '123456' }, overrides);
    const contentTypes = () =>
      bot.connector.sent.flatMap(({ body }) =>
        ((body as { attachments?: { contentType: string }[] }).attachments ?? []).map(({ contentType }) => contentType),
      );
    const needsToken: StartBotOptions = {
      chat: {
        handleMessage: async ({ text }, { repairs }) => [
          { text: `${text}: ${((await repairs()) as MarkedClient).token}` },
        ],
      },
    };

    beforeEach(() => start(needsToken));

    it('is answered after the sign-in, once', async () => {
      await ask('brake repairs');
      expect(contentTypes()).to.deep.equal(['application/vnd.microsoft.card.oauth']);
      bot.connector.signIn(karinAccount.id, 'token-of-karin', '123456');
      await verify();
      await verify();
      expect(texts().slice(1)).to.deep.equal(['brake repairs: token-of-karin', 'signed in, Karin Blair']);
    });

    it('is answered once if several clients exchange a token', async () => {
      await ask('brake repairs');
      bot.connector.exchangeFor('handed-over', 'token-of-karin');
      bot.connector.signIn(karinAccount.id, 'token-of-karin');
      const exchange = { id: 'exchange-1', connectionName: 'repairs', token: 'handed-over' };
      await Promise.all([1, 2, 3].map(() => bot.invoke('signin/tokenExchange', exchange)));
      expect(texts().slice(1)).to.deep.equal(['brake repairs: token-of-karin']);
    });

    it('waits while a sign-in is cancelled or fails, and is the last one asked', async () => {
      await ask('brake repairs');
      await ask('open repairs');
      await bot.invoke('signin/verifyState', { state: 'CancelledByUser' });
      await verify();
      bot.connector.signIn(karinAccount.id, 'token-of-karin', '123456');
      await verify();
      expect(texts().at(-1)).to.equal('open repairs: token-of-karin');
    });

    it('is dropped when the person signs out', async () => {
      await start({
        chat: {
          handleMessage: async ({ text }, { repairs, signOut }) => {
            await (text === 'sign out' ? signOut() : repairs());
            return [{ text: 'done' }];
          },
        },
      });
      await ask('brake repairs');
      await ask('sign out');
      bot.connector.signIn(karinAccount.id, 'token-of-karin', '123456');
      await verify();
      expect(texts().at(-1)).to.equal('signed in, Karin Blair');
    });

    it('of one person is not answered to another', async () => {
      await ask('brake repairs');
      bot.connector.signIn(isaacAccount.id, 'token-of-isaac', '123456');
      await verify({ from: isaacAccount });
      expect(texts().at(-1)).to.equal('signed in, Issac Fielder');
    });

    it('is not answered in a conversation with others', async () => {
      await ask('brake repairs');
      bot.connector.signIn(karinAccount.id, 'token-of-karin', '123456');
      await verify({ conversation: { id: '19:group', conversationType: 'groupChat' } });
      expect(texts().at(-1)).to.equal('signed in, Karin Blair');
    });

    it('is lost without the storage, but the sign-in succeeds', async () => {
      const fail = () => Promise.reject(new Unavailable('The disk is full.'));
      await start({ ...needsToken, people: { saveQuestion: fail, takeQuestion: fail } });
      await ask('brake repairs');
      expect(contentTypes()).to.deep.equal(['application/vnd.microsoft.card.oauth']);
      bot.connector.signIn(karinAccount.id, 'token-of-karin', '123456');
      expect((await verify()).status).to.equal(200);
      expect(texts().at(-1)).to.equal('signed in, Karin Blair');
    });
  });

  it('answers signin/failure with a message that does not reveal the cause', async () => {
    for (const value of [{ code: 'resourcematchfailed', message: 'secret detail' }, undefined, { code: {} }, 'x']) {
      await start();
      expect((await bot.invoke('signin/failure', value)).status).to.equal(200);
      expect(texts()).to.have.lengthOf(1);
      expect(texts()[0]).to.include('The sign-in failed').and.not.include('secret');
    }
  });

  describe('signin/tokenExchange', () => {
    const exchange = (id = 'exchange-1', from: object = karinAccount, token = 'handed-over') =>
      bot.invoke('signin/tokenExchange', { id, connectionName: 'repairs', token }, { from });
    const exchanges = () => bot.connector.requestsTo('/token-service/api/usertoken/exchange');

    beforeEach(() => bot.connector.exchangeFor('handed-over', 'token-of-karin'));

    it('exchanges a token once, even if several clients send it, concurrently or later', async () => {
      const answers = await Promise.all([exchange(), exchange(), exchange()]);
      answers.push(await exchange());
      expect(answers.map(({ status }) => status)).to.deep.equal([200, 200, 200, 200]);
      expect(exchanges()).to.have.lengthOf(1);
      expect(texts()).to.deep.equal(['signed in, Karin Blair']);
    });

    it('exchanges the tokens of two people even if their ids are equal', async () => {
      await exchange();
      await exchange('exchange-1', isaacAccount);
      expect(exchanges().map(({ query }) => query.get('userId'))).to.deep.equal([karinAccount.id, isaacAccount.id]);
    });

    it('answers 412 if the token is rejected, and accepts a token from another client', async () => {
      const { status, body } = await exchange('exchange-1', karinAccount, 'not-consented');
      expect(status).to.equal(412);
      expect(body).to.deep.include({ id: 'exchange-1', connectionName: 'repairs' });
      expect((await exchange()).status).to.equal(200);
      expect(texts()).to.deep.equal(['signed in, Karin Blair']);
    });

    it('answers 503 while the token service is down, and succeeds afterwards', async () => {
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
