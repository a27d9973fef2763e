import { expect } from 'chai';
import { karinAccount } from '../../support/an-activity.ts';
import { type ChannelScript, send } from '../../support/connector.ts';
import { contoso } from '../../support/issuer.ts';
import { type StartBotOptions, startBot, type TestBot } from '../start-bot.ts';

const query = { commandId: 'search', parameters: [] };
/** The timeout ends the tries of a channel that hangs; a healthy one is far from it, even on a busy machine. */
const limits = { tries: 3, timeout: 2000, budget: 50_000 };

describe('a failing', () => {
  let bot: TestBot;

  async function start(options: StartBotOptions = {}): Promise<void> {
    await bot?.close();
    bot = await startBot({
      limits: { connector: limits, tokenService: { ...limits, tries: 2 } },
      ...options,
    });
    bot.connector.signIn(karinAccount.id, 'token-of-karin');
  }

  beforeEach(() => start());

  afterEach(() => bot.close());

  /** Applies a script to the paths that contain this part. */
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
  const sendsEndlessBody: ChannelScript = (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    const write = () => {
      while (!response.destroyed && response.write('x'.repeat(65_536))) {}
    };
    response.on('drain', write);
    write();
    return 'answered';
  };

  const faults: readonly [string, ChannelScript][] = [
    ['answers 500', answers(500, { error: { code: 'x' } })],
    ['answers 403', answers(403, {})],
    ['answers 502 every time', answers(502, 'bad gateway')],
    ['does not answer', hangs],
    ['drops the connection', drops],
    ['stalls inside the body', stalls],
    ['sends an endless body', sendsEndlessBody],
    ['answers with an HTML page', answers(200, '<html>sign in</html>')],
    ['answers with truncated JSON', answers(200, '{"token":"abc')],
    ['answers null', answers(200, 'null')],
  ];

  describe('token service', () => {
    for (const [what, script] of faults) {
      it(`that ${what} results in an error message, and the person stays signed in`, async () => {
        bot.connector.script(on('GetToken', script));
        const { status, body } = await bot.invoke('composeExtension/query', query);
        expect(status).to.equal(200);
        const { type, text } = (body as { composeExtension: { type: string; text: string } }).composeExtension;
        expect(type).to.equal('message');
        expect(text).to.match(/at the moment\. Try again/);
        expect(bot.connector.isSignedIn(karinAccount.id)).to.equal(true);
        bot.connector.script(() => undefined);
        expect((await bot.invoke('composeExtension/query', query)).text).to.include('with token-of-karin');
      });
    }

    const invalid: readonly [string, unknown][] = [
      ['a number', { token: 7 }],
      ['an object', { token: {} }],
      ['a header injection', { token: 'x\r\nX-Admin: 1' }],
      ['text with a space', { token: 'a b' }],
      ['20,000 characters', { token: 'x'.repeat(20_000) }],
      ['a token of another connection', { token: 'x', connectionName: 'other' }],
    ];
    for (const [what, body] of invalid) {
      it(`that returns ${what} as a token results in an error message`, async () => {
        bot.connector.script(on('GetToken', answers(200, { channelId: 'msteams', ...(body as object) })));
        const { text } = await bot.invoke('composeExtension/query', query);
        expect(text).to.include('"type":"message"').and.to.include('Sign-in is not available');
      });
    }

    it('that answers 404, with or without a body, results in a sign-in', async () => {
      for (const body of [{ error: { code: 'NotFound' } }, '', { token: '' }, { token: null }]) {
        bot.connector.script(on('GetToken', answers(404, body)));
        expect((await bot.invoke('composeExtension/query', query)).text).to.include('"type":"auth"');
      }
    });

    it('that answers 400 to a verification code rejects it, but otherwise counts as unavailable', async () => {
      const queryWith = (state?: string) => bot.invoke('composeExtension/query', { ...query, state });
      bot.connector.script((request, response) =>
        request.query.has('code') ? answers(400, { error: { code: 'BadArgument' } })(request, response) : undefined,
      );
      expect((await queryWith('123456')).text).to.include('with token-of-karin');
      bot.connector.script(on('GetToken', answers(400, {})));
      expect((await queryWith()).text).to.include('Sign-in is not available');
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
      it(`that returns ${JSON.stringify(signInLink)} as a sign-in link results in an error message`, async () => {
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

    it('that fails to sign out results in an error message', async () => {
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

  describe('authority', () => {
    const path = `/login/${contoso}/oauth2/v2.0/token`;

    for (const [what, script] of [
      ...faults,
      ['answers without a token', answers(200, { token_type: 'Bearer', expires_in: 9 })] as const,
      [
        'answers with a token of another type',
        answers(200, { access_token: 'x', token_type: 'mac', expires_in: 9 }),
      ] as const,
    ]) {
      it(`that ${what} results in an error message, and the secret is not revealed`, async () => {
        bot.connector.script(on(path, script));
        const { status, text } = await bot.invoke('composeExtension/query', query);
        expect(status).to.equal(200);
        expect(text).to.include('cannot be reached at the moment');
        expect(bot.captured.lines.join('') + text).not.to.include('a-secret-of-tests');
      });
    }

    it('receives one request for concurrent invokes, and none before the token is about to expire', async () => {
      let time = Date.now();
      await start({ now: () => new Date(time) });
      await Promise.all(Array.from({ length: 10 }, () => bot.invoke('composeExtension/query', query)));
      time += 50 * 60_000;
      await bot.invoke('composeExtension/query', query, {});
      expect(bot.connector.requestsTo(path)).to.have.lengthOf(1);
    });

    it('receives no request during the cool-down after a failure', async () => {
      const time = new Date();
      await start({ now: () => time });
      bot.connector.script(on(path, answers(400, { error: 'invalid_client', error_description: 'secret detail' })));
      for (let times = 0; times < 5; times += 1) {
        await bot.invoke('composeExtension/query', query);
      }
      expect(bot.connector.requestsTo(path)).to.have.lengthOf(1);
      expect(bot.captured.lines.join('')).to.include('invalid_client').and.not.include('secret detail');
    });

    it('receives another request if its token is rejected', async () => {
      let rejected = false;
      bot.connector.script(
        on('GetToken', (request, response) => {
          if (rejected) {
            return undefined;
          }
          rejected = true;
          return answers(401, {})(request, response);
        }),
      );
      expect((await bot.invoke('composeExtension/query', query)).text).to.include('with token-of-karin');
      expect(bot.connector.requestsTo(path)).to.have.lengthOf(2);
    });
  });

  describe('connector', () => {
    const texts = () => bot.connector.sent.map(({ body }) => (body as { text: string }).text);

    for (const status of [429, 412, 502, 504]) {
      it(`that answers ${status} once receives the message again`, async () => {
        let rejected = false;
        bot.connector.script(
          on('/teams/', (request, response) => {
            if (rejected) {
              return undefined;
            }
            rejected = true;
            return answers(status, {})(request, response);
          }),
        );
        expect((await bot.message()).status).to.equal(200);
        expect(texts()).to.deep.equal(['heard', 'heard']);
      });
    }

    it('that always answers 429 receives the message three times, then an error message three times', async () => {
      bot.connector.script(on('/teams/', answers(429, {})));
      expect((await bot.message()).status).to.equal(200);
      expect(texts().filter((text) => text === 'heard')).to.have.lengthOf(3);
      expect(texts().filter((text) => /busy/.test(text))).to.have.lengthOf(3);
      expect(bot.captured.entries('reply: not sent')).to.have.lengthOf(2);
    });

    it('receives no more tries than configured, even within the time budget', async () => {
      await start({ limits: { connector: { ...limits, tries: 2 } } });
      bot.connector.script(on('/teams/', answers(429, {})));
      await bot.message();
      expect(texts().filter((text) => text === 'heard')).to.have.lengthOf(2);
    });

    it('that sends a Retry-After of an hour does not delay the answer', async () => {
      bot.connector.script(on('/teams/', answers(429, {}, { 'retry-after': '3600' })));
      expect((await bot.message()).status).to.equal(200);
      expect(bot.captured.entries('channel call: retrying')).to.deep.equal([]);
    });

    it('that sends Retry-After is retried after that time', async () => {
      let calls = 0;
      bot.connector.script(
        on('/teams/', (request, response) => {
          calls += 1;
          return calls === 1 ? answers(429, {}, { 'retry-after': '1' })(request, response) : undefined;
        }),
      );
      await bot.message();
      expect(bot.captured.entries('channel call: retrying').map(({ pause }) => pause)).to.deep.equal([1000]);
      expect(texts()).to.deep.equal(['heard', 'heard']);
    });

    for (const [what, script] of [
      ['does not answer', hangs],
      ['drops the connection', drops],
      ['answers 500', answers(500, {})],
      ['sends an endless body', sendsEndlessBody],
      ['answers 400', answers(400, {})],
    ] as const) {
      it(`that ${what} does not affect the next message`, async () => {
        bot.connector.script(on('/teams/', script));
        expect((await bot.message()).status).to.equal(200);
        bot.connector.script(() => undefined);
        const before = bot.connector.sent.length;
        await bot.message();
        expect(bot.connector.sent.length).to.equal(before + 1);
      });
    }

    it('may answer 201 with any body', async () => {
      for (const body of ['', '<html>', 'null', '{"id":7}']) {
        bot.connector.script(on('/teams/', answers(201, body)));
        expect((await bot.message()).status).to.equal(200);
      }
      expect(bot.captured.entries('reply: not sent')).to.deep.equal([]);
    });
  });
});
