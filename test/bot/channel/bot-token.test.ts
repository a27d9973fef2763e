import { expect } from 'chai';
import { createBotToken, type IssuedToken } from '../../../src/bot/channel/bot-token.ts';
import { Unavailable } from '../../../src/foundation/errors.ts';

describe('the bot’s own token', () => {
  let time: number;
  let asked: number;

  const connect = (request: () => Promise<IssuedToken>, timeout = 1000) =>
    createBotToken({
      request: () => {
        asked += 1;
        return request();
      },
      timeout,
      now: () => new Date(time),
    });
  const goodFor = (expiresIn: number) => connect(async () => ({ token: `token-${asked}`, expiresIn }));

  beforeEach(() => {
    time = Date.parse('2026-05-04T08:00:00Z');
    asked = 0;
  });

  for (const [expiresIn, seconds] of [
    [3600, 3300],
    [600, 300],
    [60, 30],
  ] as const) {
    it(`that is good for ${expiresIn} seconds is renewed after ${seconds}`, async () => {
      const botToken = goodFor(expiresIn);
      expect(await botToken.get()).to.equal('token-1');
      time += seconds * 1000 - 1;
      expect(await botToken.get()).to.equal('token-1');
      time += 1;
      expect(await botToken.get()).to.equal('token-2');
    });
  }

  it('is asked for anew where the clock was set back', async () => {
    const botToken = goodFor(3600);
    await botToken.get();
    time -= 1;
    expect(await botToken.get()).to.equal('token-2');
  });

  it('is forgotten where it is the one that is not taken, and kept where that was another', async () => {
    const botToken = goodFor(3600);
    const token = await botToken.get();
    botToken.forget('an older one');
    expect(await botToken.get()).to.equal(token);
    botToken.forget(token);
    expect(await botToken.get()).to.equal('token-2');
  });

  it('is waited for no longer than its time, and its source is then left alone for a while', async () => {
    const botToken = connect(() => new Promise(() => undefined), 20);
    for (let times = 0; times < 3; times += 1) {
      const fault = await botToken.get().catch((thrown: unknown) => thrown);
      expect(fault)
        .to.be.instanceOf(Unavailable)
        .with.nested.property('cause.message', 'Operation timed out after 20ms');
    }
    expect(asked).to.equal(1);
    time += 2000;
    await botToken.get().catch(() => undefined);
    expect(asked).to.equal(2);
  });
});
