import { expect } from 'chai';
import { createChannelCaller } from '../../../src/bot/channel/call-channel.ts';
import type { HttpCall } from '../../../src/bot/channel/http-client.ts';
import { createLog } from '../../../src/foundation/log.ts';

describe('createChannelCaller', () => {
  const log = createLog({ level: 'error', now: () => new Date(), write: () => {} });

  /** Calls the channel, which takes `duration` for each try and then answers `status`. Times are in milliseconds. */
  async function call(status: number, { duration = 0, budget = 10_000 } = {}) {
    let time = 0;
    const sent: HttpCall[] = [];
    const forgotten: string[] = [];
    const callChannel = createChannelCaller({
      http: {
        async send(request) {
          sent.push(request);
          time += duration;
          return { status, headers: {}, text: '' };
        },
        close: async () => {},
      },
      botToken: { get: async () => `token ${sent.length}`, forget: (token) => forgotten.push(token) },
      retryLimits: { tries: 3, timeout: 800, budget },
      now: () => new Date(time),
      random: () => 0,
      log,
    });
    const answer = await callChannel({ method: 'GET', url: 'https://smba.trafficmanager.net/amer/' });
    return { answer, forgotten, timeouts: sent.map(({ timeout }) => timeout) };
  }

  it('tries three times if the channel is not available', async () => {
    const { answer, timeouts } = await call(502);
    expect(answer.status).to.equal(502);
    expect(timeouts).to.deep.equal([800, 800, 800]);
  });

  it('retries a 401 once, with another token', async () => {
    const { answer, forgotten, timeouts } = await call(401);
    expect(answer.status).to.equal(401);
    expect(timeouts).to.have.lengthOf(2);
    expect(forgotten).to.deep.equal(['token 0', 'token 1']);
  });

  it('does not retry other errors', async () => {
    for (const status of [400, 403, 404, 500, 503]) {
      expect((await call(status)).timeouts, String(status)).to.have.lengthOf(1);
    }
  });

  it('limits the last try to the time that is left, and does not start another', async () => {
    expect((await call(504, { duration: 600, budget: 1000 })).timeouts).to.deep.equal([800, 400]);
  });
});
