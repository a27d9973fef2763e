import { expect } from 'chai';
import { karinAccount } from '../../support/an-activity.ts';
import { type ChannelScript, send } from '../../support/connector.ts';
import { contoso } from '../../support/issuer.ts';
import { type StartBotOptions, startBot, type TestBot } from '../start-bot.ts';

const query = { commandId: 'search', parameters: [] };
/** A second for one try, so that a channel that is well is not taken for one that hangs on a busy machine. */
const limits = { tries: 3, timeout: 1000, budget: 10_000 };

describe('a channel that fails', () => {
  let bot: TestBot;

  async function start(options: StartBotOptions = {}): Promise<void> {
    await bot?.close();
    bot = await startBot({
      limits: { connector: limits, tokenService: { ...limits, tries: 2 }, invokeBudget: 8000 },
      ...options,
    });
    bot.connector.signIn(karinAccount.id, 'token-of-karin');
  }

  beforeEach(() => start());

  afterEach(() => bot.close());

  /** Answers paths that hold this in its own way. */
  const on =
    (part: string, answer: ChannelScript): ChannelScript =>
    (request, response) =>
      request.path.includes(part) ? answer(request, response) : undefined;
  const answers =
    (status: number, body: unknown, headers = {}): ChannelScript =>
    (_request, response) => {
      send(response, status, body, headers);
      return 'answered';
    };
  const hangs: ChannelScript = () => 'answered';
  const drops: ChannelScript = (_request, response) => {
    response.destroy();
    return 'answered';
  };
  const stalls: ChannelScript = (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' }).write('{"token":');
    return 'answered';
  };
  const isEndless: ChannelScript = (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    const write = () => {
      while (!response.destroyed && response.write('x'.repeat(65_536))) {}
    };
    response.on('drain', write);
    write();
    return 'answered';
  };

  const ways: readonly [string, ChannelScript][] = [
    ['answers 500', answers(500, { error: { code: 'x' } })],
    ['answers 403', answers(403, {})],
    ['answers 502 again and again', answers(502, 'bad gateway')],
    ['does not answer', hangs],
    ['drops the connection', drops],
    ['stalls in the middle', stalls],
    ['never ends', isEndless],
    ['answers a page', answers(200, '<html>sign in</html>')],
    ['answers half of it', answers(200, '{"token":"abc')],
    ['answers null', answers(200, 'null')],
  ];

  describe('in its token service', () => {
    for (const [what, script] of ways) {
      it(`which ${what}: says so in time, and knows nobody as signed in or out`, async () => {
        bot.connector.script(on('GetToken', script));
        const start = Date.now();
        const { status, body } = await bot.invoke('composeExtension/query', query);
        expect(status).to.equal(200);
        const { type, text } = (body as { composeExtension: { type: string; text: string } }).composeExtension;
        expect(type).to.equal('message');
        expect(text).to.match(/at the moment\. Try again/);
        expect(Date.now() - start).to.be.below(8000);
        expect(bot.connector.isSignedIn(karinAccount.id)).to.equal(true);
        bot.connector.script(() => undefined);
        expect((await bot.invoke('composeExtension/query', query)).text).to.include('with token-of-karin');
      });
    }

    const lies: readonly [string, unknown][] = [
      ['a number', { token: 7 }],
      ['an object', { token: {} }],
      ['a header of its own', { token: 'x\r\nX-Admin: 1' }],
      ['blanks', { token: 'a b' }],
      ['megabytes', { token: 'x'.repeat(20_000) }],
      ['a token of another connection', { token: 'x', connectionName: 'other' }],
    ];
    for (const [what, body] of lies) {
      it(`which gives ${what} for a token: uses it for nothing`, async () => {
        bot.connector.script(on('GetToken', answers(200, { channelId: 'msteams', ...(body as object) })));
        const { text } = await bot.invoke('composeExtension/query', query);
        expect(text).to.include('"type":"message"').and.to.include('Sign-in is not available');
      });
    }

    it('which says 404 with a body of an error, or nothing at all: takes it for no token', async () => {
      for (const body of [{ error: { code: 'NotFound' } }, '', { token: '' }, { token: null }]) {
        bot.connector.script(on('GetToken', answers(404, body)));
        expect((await bot.invoke('composeExtension/query', query)).text).to.include('"type":"auth"');
      }
    });

    it('which says 400 to a code: takes it for one that does not do, and only then', async () => {
      const ask = (state?: string) => bot.invoke('composeExtension/query', { ...query, state });
      bot.connector.script((request, response) =>
        request.query.has('code') ? answers(400, { error: { code: 'BadArgument' } })(request, response) : undefined,
      );
      expect((await ask('123456')).text).to.include('with token-of-karin');
      bot.connector.script(on('GetToken', answers(400, {})));
      expect((await ask()).text).to.include('Sign-in is not available');
    });

    const links = [
      'javascript:alert(1)',
      'http://attacker.example.com/',
      'data:text/html,x',
      '',
      undefined,
      7,
      'no address',
    ];
    for (const signInLink of links) {
      it(`which gives ${JSON.stringify(signInLink)} for a sign-in link: shows it to nobody`, async () => {
        await start();
        bot.connector.script(
          on('', (request, response) => {
            const { path } = request;
            if (path.includes('GetToken')) {
              return answers(404, {})(request, response);
            }
            return path.includes('GetSignInResource') ? answers(200, { signInLink })(request, response) : undefined;
          }),
        );
        const { text } = await bot.invoke('composeExtension/query', query);
        expect(text).to.include('Sign-in is not available').and.not.include('openUrl');
      });
    }

    it('whose sign-out fails: answers all the same, in a sentence', async () => {
      await start({
        messageExtension: {
          setting: async (_value, { signOut }) => {
            await signOut();
            return { kind: 'done' };
          },
        },
      });
      bot.connector.script(on('SignOut', answers(500, {})));
      const { status, text } = await bot.invoke('composeExtension/setting', { state: 'signOut' });
      expect(status).to.equal(200);
      expect(text).to.include('not available');
    });
  });

  describe('in the authority of its own tokens', () => {
    const path = `/login/${contoso}/oauth2/v2.0/token`;

    for (const [what, script] of [
      ...ways,
      ['answers no token', answers(200, { token_type: 'Bearer', expires_in: 9 })] as const,
      [
        'answers a token of another kind',
        answers(200, { access_token: 'x', token_type: 'mac', expires_in: 9 }),
      ] as const,
    ]) {
      it(`which ${what}: says so, and the secret is nowhere`, async () => {
        bot.connector.script(on(path, script));
        const { status, text } = await bot.invoke('composeExtension/query', query);
        expect(status).to.equal(200);
        expect(text).to.include('cannot be reached at the moment');
        expect(bot.captured.lines.join('') + text).not.to.include('a-secret-of-tests');
      });
    }

    it('is asked once for all who wait, and not again before the token nears its end', async () => {
      let time = Date.now();
      await start({ now: () => new Date(time) });
      await Promise.all(Array.from({ length: 10 }, () => bot.invoke('composeExtension/query', query)));
      time += 50 * 60_000;
      await bot.invoke('composeExtension/query', query, {});
      expect(bot.connector.requestsTo(path)).to.have.lengthOf(1);
    });

    it('is left alone for a while after it has failed', async () => {
      const time = new Date();
      await start({ now: () => time });
      bot.connector.script(on(path, answers(400, { error: 'invalid_client', error_description: 'secret detail' })));
      for (let times = 0; times < 5; times += 1) {
        await bot.invoke('composeExtension/query', query);
      }
      expect(bot.connector.requestsTo(path)).to.have.lengthOf(1);
      expect(bot.captured.lines.join('')).to.include('invalid_client').and.not.include('secret detail');
    });

    it('is asked for a new one where the old one is no longer taken', async () => {
      let refused = false;
      bot.connector.script(
        on('GetToken', (request, response) => {
          if (refused) {
            return undefined;
          }
          refused = true;
          return answers(401, {})(request, response);
        }),
      );
      expect((await bot.invoke('composeExtension/query', query)).text).to.include('with token-of-karin');
      expect(bot.connector.requestsTo(path)).to.have.lengthOf(2);
    });
  });

  describe('in its connector', () => {
    const texts = () => bot.connector.sent.map(({ body }) => (body as { text: string }).text);

    for (const status of [429, 412, 502, 504]) {
      it(`which answers ${status} once: sends again`, async () => {
        let refused = false;
        bot.connector.script(
          on('/teams/', (request, response) => {
            if (refused) {
              return undefined;
            }
            refused = true;
            return answers(status, {})(request, response);
          }),
        );
        expect((await bot.message()).status).to.equal(200);
        expect(texts()).to.deep.equal(['heard', 'heard']);
      });
    }

    it('which answers 429 for ever: stops after its tries, and tries to say so', async () => {
      bot.connector.script(on('/teams/', answers(429, {})));
      const start = Date.now();
      expect((await bot.message()).status).to.equal(200);
      expect(texts().filter((text) => text === 'heard')).to.have.lengthOf(3);
      expect(texts().filter((text) => /busy/.test(text))).to.have.lengthOf(3);
      expect(Date.now() - start).to.be.below(10_000);
      expect(bot.captured.entries('reply: not sent')).to.have.lengthOf(2);
    });

    it('which has been asked as often as it may be: is not asked again, though there is time', async () => {
      await start({ limits: { connector: { tries: 2, timeout: 1000, budget: 60_000 } } });
      bot.connector.script(on('/teams/', answers(429, {})));
      await bot.message();
      expect(texts().filter((text) => text === 'heard')).to.have.lengthOf(2);
    });

    it('which asks to wait for an hour: does not', async () => {
      bot.connector.script(on('/teams/', answers(429, {}, { 'retry-after': '3600' })));
      const start = Date.now();
      expect((await bot.message()).status).to.equal(200);
      expect(Date.now() - start).to.be.below(10_000);
    });

    it('which waits for as long as it was asked to', async () => {
      let asked = 0;
      bot.connector.script(
        on('/teams/', (request, response) => {
          asked += 1;
          return asked === 1 ? answers(429, {}, { 'retry-after': '1' })(request, response) : undefined;
        }),
      );
      const start = Date.now();
      await bot.message();
      expect(Date.now() - start).to.be.within(990, 5000);
      expect(texts()).to.deep.equal(['heard', 'heard']);
    });

    for (const [what, script] of [
      ['does not answer', hangs],
      ['drops the connection', drops],
      ['answers 500', answers(500, {})],
      ['never ends', isEndless],
      ['answers 400', answers(400, {})],
    ] as const) {
      it(`which ${what}: lives, and the next message is answered`, async () => {
        bot.connector.script(on('/teams/', script));
        expect((await bot.message()).status).to.equal(200);
        bot.connector.script(() => undefined);
        const before = bot.connector.sent.length;
        await bot.message();
        expect(bot.connector.sent.length).to.equal(before + 1);
      });
    }

    it('which answers nonsense to what it has taken: is content', async () => {
      for (const body of ['', '<html>', 'null', '{"id":7}']) {
        bot.connector.script(on('/teams/', answers(201, body)));
        expect((await bot.message()).status).to.equal(200);
      }
      expect(bot.captured.entries('reply: not sent')).to.deep.equal([]);
    });
  });
});
