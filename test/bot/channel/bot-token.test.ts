import { expect } from 'chai';
import { createBotToken, type IssuedToken } from '../../../src/bot/channel/bot-token.ts';
import { Unavailable } from '../../../src/foundation/errors.ts';

describe('createBotToken', () => {
  let time: number;
  let requests: number;

  const connect = (request: () => Promise<IssuedToken>, timeout = 1000) =>
    createBotToken({
      request: () => {
        requests += 1;
        return request();
      },
      timeout,
      now: () => new Date(time),
    });
  const connectFor = (expiresIn: number) => connect(async () => ({ token: `token-${requests}`, expiresIn }));

  beforeEach(() => {
    time = Date.parse('2026-05-04T08:00:00Z');
    requests = 0;
  });

  for (const [expiresIn, seconds] of [
    [3600, 3300],
    [600, 300],
    [60, 30],
  ] as const) {
    it(`renews a token of ${expiresIn} seconds after ${seconds}`, async () => {
      const botToken = connectFor(expiresIn);
      expect(await botToken.get()).to.equal('token-1');
      time += seconds * 1000 - 1;
      expect(await botToken.get()).to.equal('token-1');
      time += 1;
      expect(await botToken.get()).to.equal('token-2');
    });
  }

  it('renews the token if the clock was set back', async () => {
    const botToken = connectFor(3600);
    await botToken.get();
    time -= 1;
    expect(await botToken.get()).to.equal('token-2');
  });

  it('forgets the current token only', async () => {
    const botToken = connectFor(3600);
    const token = await botToken.get();
    botToken.forget('an older one');
    expect(await botToken.get()).to.equal(token);
    botToken.forget(token);
    expect(await botToken.get()).to.equal('token-2');
  });

  it('times out, and sends no request during the cool-down', async () => {
    const botToken = connect(() => new Promise(() => undefined), 20);
    for (let times = 0; times < 3; times += 1) {
      const fault = await botToken.get().catch((thrown: unknown) => thrown);
      expect(fault)
        .to.be.instanceOf(Unavailable)
        .with.nested.property('cause.message', 'Operation timed out after 20ms');
    }
    expect(requests).to.equal(1);
    time += 2000;
    await botToken.get().catch(() => undefined);
    expect(requests).to.equal(2);
  });
});
