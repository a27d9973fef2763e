import { expect } from 'chai';
import { isaacAccount, karinAccount } from '../../support/an-activity.ts';
import { send } from '../../support/connector.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { type StartBotOptions, startBot, type TestBot } from '../start-bot.ts';

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
