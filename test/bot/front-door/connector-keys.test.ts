import { expect } from 'chai';
import { anActivity } from '../../support/an-activity.ts';
import { send } from '../../support/connector.ts';
import { startBot, type TestBot } from '../start-bot.ts';

describe('the keys of the channel', () => {
  let bot: TestBot;

  beforeEach(async () => {
    bot = await startBot();
  });

  afterEach(() => bot.close());

  it('are fetched once for concurrent activities', async () => {
    await Promise.all(Array.from({ length: 20 }, () => bot.message()));
    expect(bot.connector.requestsTo('/keys')).to.have.lengthOf(1);
    expect(bot.connector.requestsTo('/.well-known/openidconfiguration')).to.have.lengthOf(1);
  });

  it('are replaced at once after a rotation', async () => {
    await bot.message();
    const old = bot.connector.key;
    await bot.connector.rotate();
    expect((await bot.message()).status).to.equal(200);
    const token = { key: old, claims: { jti: 'another' } };
    expect((await bot.post(anActivity(bot.connector.serviceUrl), { token })).status).to.equal(401);
    expect(bot.connector.requestsTo('/keys').length).to.be.below(4);
  });

  it('are not looked up for a verified token for a minute, unless it expires', async () => {
    let time = Date.now();
    await bot.close();
    bot = await startBot({ now: () => new Date(time) });
    const long = `Bearer ${bot.connector.connectorToken()}`;
    const short = `Bearer ${bot.connector.connectorToken({ claims: { exp: Math.floor(time / 1000) + 10 } })}`;
    const statuses = async () => {
      const activity = anActivity(bot.connector.serviceUrl);
      return [(await bot.post(activity, { token: long })).status, (await bot.post(activity, { token: short })).status];
    };
    expect(await statuses()).to.deep.equal([200, 200]);
    await bot.connector.rotate();
    await bot.message();
    expect(await statuses()).to.deep.equal([200, 200]);
    time += 11_000;
    expect(await statuses()).to.deep.equal([200, 401]);
    time += 50_000;
    // The first token caused a fetch without its key; until the next fetch, the key of the second may be new.
    expect(await statuses()).to.deep.equal([401, 503]);
  });

  const faults: readonly [string, (path: string, url: string) => [number, unknown] | undefined][] = [
    ['cannot be fetched', (path) => (path === '/keys' ? [500, {}] : undefined)],
    ['are an empty list', (path) => (path === '/keys' ? [200, { keys: [] }] : undefined)],
    [
      'come with metadata of another issuer',
      (path, url) =>
        path.includes('well-known')
          ? [200, { issuer: 'https://issuer.example.com', jwks_uri: `${url}/keys` }]
          : undefined,
    ],
    [
      'have an insecure address',
      (path, url) =>
        path.includes('well-known')
          ? [200, { issuer: 'https://api.botframework.com', jwks_uri: `${url.replace('127.0.0.1', 'localhost')}/keys` }]
          : undefined,
    ],
    [
      'have no address',
      (path) => (path.includes('well-known') ? [200, { issuer: 'https://api.botframework.com' }] : undefined),
    ],
    ['have invalid metadata', (path) => (path.includes('well-known') ? [200, 'null'] : undefined)],
  ];
  for (const [what, script] of faults) {
    it(`cause a 503 without the reason if they ${what}`, async () => {
      bot.connector.script(({ path }, response) => {
        const answer = script(path, bot.connector.url);
        if (answer === undefined) {
          return undefined;
        }
        send(response, ...answer);
        return 'answered';
      });
      const answer = await bot.message();
      expect(answer.status).to.equal(503);
      expect(answer.text).not.to.match(/keys?\b|issuer|example/i);
      expect(bot.connector.sent).to.deep.equal([]);
    });
  }
});
