import { constants, createHmac, createPublicKey, sign } from 'node:crypto';
import { expect } from 'chai';
import { anActivity, botAppId } from '../../support/an-activity.ts';
import { type ConnectorTokenOverrides, createEndorsedKey } from '../../support/connector.ts';
import { contoso, encode, signToken } from '../../support/issuer.ts';
import { startBot, type TestBot } from '../start-bot.ts';

/** Time in seconds since 1970. Call it inside a test, which may start long after this file was loaded. */
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

describe('POST /api/messages', () => {
  let bot: TestBot;

  beforeEach(async () => {
    bot = await startBot();
  });

  afterEach(() => bot.close());

  /** Expects a rejection without the reason, no turn, nothing sent, and a bot that still works. */
  async function expectRefusal(token: ConnectorTokenOverrides | string, status = 401, overrides = {}): Promise<void> {
    const answer = await bot.post(anActivity(bot.connector.serviceUrl, overrides), { token });
    expect(answer.status, answer.text).to.equal(status);
    expect(answer.text).not.to.match(/kid|endorse|serviceurl|expired|signature|alg|iss\b|aud\b/i);
    expect(bot.messages).to.deep.equal([]);
    expect(bot.connector.sent).to.deep.equal([]);
    expect(bot.connector.requests.filter(({ path }) => path.includes('token'))).to.deep.equal([]);
    expect((await bot.message()).status).to.equal(200);
    expect(bot.connector.sent).to.have.lengthOf(1);
  }

  it('accepts an activity of the channel', async () => {
    const answer = await bot.message();
    expect(answer.status).to.equal(200);
    expect(answer.text).to.equal('');
    expect(bot.connector.sent).to.have.lengthOf(1);
  });

  it('answers a request without a token with a challenge', async () => {
    const answer = await bot.post(anActivity(bot.connector.serviceUrl), { token: 'none' });
    expect(answer.status).to.equal(401);
    expect(answer.headers.get('www-authenticate')).to.equal('Bearer');
    await expectRefusal('none');
  });

  describe('rejects with 401 an Authorization header', () => {
    const headers: readonly [string, (token: string) => string][] = [
      ['of another scheme', (token) => `Basic ${token}`],
      ['without a token', () => 'Bearer'],
      ['with two tokens', (token) => `Bearer ${token} ${token}`],
      ['with a token of two parts', (token) => `Bearer ${token.split('.').slice(0, 2).join('.')}`],
      ['with a token of four parts', (token) => `Bearer ${token}.AAAA`],
      ['with a padded token', (token) => `Bearer ${token}==`],
      ['with a token in non-canonical base64url', (token) => `Bearer ${toOtherSpelling(token)}`],
      ['with a token longer than 8,192 characters', () => `Bearer ${'a'.repeat(8193)}`],
      ['that is an encrypted token', () => 'Bearer e30.AA.AA.AA.AA'],
    ];
    for (const [what, toHeader] of headers) {
      it(what, () => expectRefusal(toHeader(bot.connector.connectorToken())));
    }
  });

  describe('rejects with 401 a token', () => {
    const claims: readonly [string, Readonly<Record<string, unknown>>][] = [
      ['of another issuer', { iss: 'https://api.botframework.us' }],
      [
        'of the emulator, version 1',
        { iss: `https://sts.windows.net/${contoso}/`, ver: '1.0', appid: botAppId, tid: contoso },
      ],
      [
        'of the emulator, version 2',
        { iss: `https://login.microsoftonline.com/${contoso}/v2.0`, ver: '2.0', azp: botAppId, tid: contoso },
      ],
      [
        'of a skill',
        { iss: `https://login.microsoftonline.com/${contoso}/v2.0`, ver: '2.0', azp: contoso, tid: contoso },
      ],
      ['with an array as issuer', { iss: ['https://api.botframework.com'] }],
      ['without an issuer', { iss: undefined }],
      ['for another bot', { aud: contoso }],
      ['for this bot with a trailing space', { aud: `${botAppId} ` }],
      ['for this bot and another', { aud: [botAppId, contoso] }],
      ['without an audience', { aud: undefined }],
      ['without exp', { exp: undefined }],
      ['without nbf', { nbf: undefined }],
      ['without serviceurl', { serviceurl: undefined }],
      ['with an empty serviceurl', { serviceurl: '' }],
      ['with the serviceurl of another host', { serviceurl: 'https://attacker.example.com/' }],
      ['whose serviceurl is spelled differently', { serviceurl: 'HTTP://127.0.0.1/teams/' }],
    ];
    for (const [what, change] of claims) {
      it(what, () => expectRefusal({ claims: change }));
    }

    const times: readonly [string, () => Readonly<Record<string, unknown>>][] = [
      ['that has expired', () => ({ exp: inSeconds(-61), nbf: inSeconds(-3661) })],
      ['whose exp is a string', () => ({ exp: String(inSeconds(3600)) })],
      ['that is not valid yet', () => ({ nbf: inSeconds(120) })],
      ['with a lifetime of weeks', () => ({ exp: inSeconds(30 * 86_400) })],
      ['whose exp is before its nbf', () => ({ nbf: inSeconds(30), exp: inSeconds(20) })],
    ];
    for (const [what, change] of times) {
      it(what, () => expectRefusal({ claims: change() }));
    }

    const headers: readonly [string, Readonly<Record<string, unknown>>][] = [
      ['without kid', { kid: undefined }],
      ['with an unknown kid', { kid: 'another' }],
      ['with a critical extension', { crit: ['exp'] }],
      ['with a jwk header', { jwk: { kty: 'RSA' } }],
      ['with a jku header', { jku: 'https://attacker.example.com/keys' }],
      ['with alg RS512', { alg: 'RS512' }],
    ];
    for (const [what, header] of headers) {
      it(what, () => expectRefusal({ header }));
    }

    for (const signature of ['', 'AA']) {
      it(`that is not signed (alg none, signature "${signature}")`, async () => {
        const [, payload] = bot.connector.connectorToken().split('.');
        await expectRefusal(`Bearer ${encode({ alg: 'none', kid: bot.connector.key.kid })}.${payload}.${signature}`);
      });
    }

    it('that is signed with the public key as a secret (HS256)', async () => {
      const { key } = bot.connector;
      const [, payload] = bot.connector.connectorToken().split('.');
      const input = `${encode({ alg: 'HS256', typ: 'JWT', kid: key.kid })}.${payload}`;
      const secret = createPublicKey(key.privateKey).export({ type: 'spki', format: 'pem' });
      await expectRefusal(`Bearer ${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`);
    });

    it('that is signed with another algorithm of the same key (PS256)', async () => {
      const { key } = bot.connector;
      const [, payload] = bot.connector.connectorToken().split('.');
      const input = `${encode({ alg: 'PS256', typ: 'JWT', kid: key.kid })}.${payload}`;
      const options = { key: key.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
      await expectRefusal(`Bearer ${input}.${sign('sha256', Buffer.from(input), options).toString('base64url')}`);
    });

    it('that was changed after signing', async () => {
      const [header, , signature] = bot.connector.connectorToken().split('.');
      const [, payload] = bot.connector.connectorToken({ claims: { extra: true } }).split('.');
      await expectRefusal(`Bearer ${header}.${payload}.${signature}`);
    });

    it('that is signed with another key and has the kid of the channel’s key', async () => {
      const { kid } = bot.connector.key;
      await expectRefusal({ key: { ...(await createEndorsedKey()), kid } });
    });

    it('with a duplicate claim', async () => {
      const { key } = bot.connector;
      const header = { alg: 'RS256', typ: 'JWT', kid: key.kid };
      const [, payload = ''] = bot.connector.connectorToken().split('.');
      const text = Buffer.from(payload, 'base64url').toString();
      await expectRefusal(`Bearer ${signToken(header, text.replace('{', '{"aud":"x",'), key.privateKey)}`);
    });
  });

  describe('clock skew:', () => {
    it('accepts a token that expired, or becomes valid, within a minute', async () => {
      for (const claims of [{ exp: inSeconds(-20), nbf: inSeconds(-3620) }, { nbf: inSeconds(40) }]) {
        expect((await bot.post(anActivity(bot.connector.serviceUrl), { token: { claims } })).status).to.equal(200);
      }
    });
  });

  describe('service URLs:', () => {
    const otherServiceUrls = [
      'https://attacker.example.com/',
      'http://127.0.0.1:1/teams/',
      'https://smba.trafficmanager.net.example.com/',
      'https://user@smba.trafficmanager.net/',
    ];
    for (const serviceUrl of otherServiceUrls) {
      it(`never sends to ${serviceUrl}, even if the token names it`, () =>
        expectRefusal({ claims: { serviceurl: serviceUrl } }, 401, { serviceUrl }));
    }

    for (const path of ['', '../', '%2e%2e/', 'teamsters/', 'teams/?x=1', 'teams/#x', 'teams/..%2f']) {
      it(`never sends to /${path} of a listed host`, () => {
        const serviceUrl = `${bot.connector.url}/${path}`;
        return expectRefusal({ claims: { serviceurl: serviceUrl } }, 401, { serviceUrl });
      });
    }

    it('rejects an activity whose service URL is not that of its token', async () => {
      await expectRefusal({}, 401, { serviceUrl: `${bot.connector.serviceUrl}amer/` });
    });

    it('accepts a service URL below a listed address', async () => {
      const serviceUrl = `${bot.connector.serviceUrl}amer/`;
      const token = { claims: { serviceurl: serviceUrl } };
      expect((await bot.post(anActivity(serviceUrl), { token })).status).to.equal(200);
      expect(bot.connector.sent[0]?.path).to.match(/^\/teams\/amer\/v3\/conversations\//);
    });
  });

  describe('channels:', () => {
    for (const channelId of ['webchat', 'emulator', 'directline', 'msteams ', 'MSTeams', 'AseChannel']) {
      it(`rejects the channel ${channelId}`, () => expectRefusal({}, 401, { channelId }));
    }

    for (const endorsements of [['webchat'], [], null, 'msteams', [['msteams']]]) {
      it(`rejects a key that endorses ${JSON.stringify(endorsements)}`, async () => {
        const other = await createEndorsedKey(endorsements);
        bot.connector.publish([bot.connector.key.jwk, other.jwk]);
        await expectRefusal({ key: other });
      });
    }
  });

  describe('rejects with 400 a body', () => {
    const bodies: readonly [string, unknown][] = [
      ['that is not JSON', '{"type":'],
      ['that is an array', []],
      ['that is null', 'null'],
      ['that is a string', '"message"'],
      ['with __proto__', '{"type":"message","__proto__":{}}'],
    ];
    for (const [what, body] of bodies) {
      it(what, async () => {
        expect((await bot.post(body)).status).to.equal(400);
        expect((await bot.message()).status).to.equal(200);
      });
    }

    const fields: readonly [string, Readonly<Record<string, unknown>>][] = [
      ['without type', { type: undefined }],
      ['with a number as type', { type: 7 }],
      ['with an empty type', { type: '' }],
      ['without serviceUrl', { serviceUrl: undefined }],
      ['with an empty serviceUrl', { serviceUrl: '' }],
      ['with null as serviceUrl', { serviceUrl: null }],
      ['without channelId', { channelId: undefined }],
      ['with an array as channelId', { channelId: ['msteams'] }],
      ['without from', { from: undefined }],
      ['with a from without id', { from: { name: 'Karin' } }],
      ['without conversation', { conversation: undefined }],
      ['with a number as conversation id', { conversation: { id: 1 } }],
      ['without recipient', { recipient: undefined }],
      ['with an object as text', { text: {} }],
      ['with an array as locale', { locale: ['en'] }],
      ['of an invoke without name', { type: 'invoke', name: undefined }],
    ];
    for (const [what, overrides] of fields) {
      it(what, async () => {
        const answer = await bot.message(overrides);
        expect(answer.status, answer.text).to.equal(400);
        expect(bot.connector.sent).to.deep.equal([]);
        expect((await bot.message()).status).to.equal(200);
      });
    }
  });

  it('verifies the token before it reads the body', async () => {
    const huge = JSON.stringify({ type: 'message', text: 'x'.repeat(300_000) });
    expect((await bot.post(huge, { token: 'none' })).status).to.equal(401);
    expect((await bot.post(huge)).status).to.equal(413);
  });

  it('accepts invalid timestamps', async () => {
    const odd = { timestamp: 'yesterday', localTimestamp: '', expiration: '9999-99-99', localTimezone: {} };
    expect((await bot.message(odd)).status).to.equal(200);
  });

  it('verifies every activity against its token, even if the token is cached', async () => {
    const token = `Bearer ${bot.connector.connectorToken()}`;
    const post = (overrides: object) => bot.post(anActivity(bot.connector.serviceUrl, { ...overrides }), { token });
    expect((await post({})).status).to.equal(200);
    expect((await post({ serviceUrl: `${bot.connector.serviceUrl}amer/` })).status).to.equal(401);
    expect((await post({ channelId: 'webchat' })).status).to.equal(401);
    expect((await post({})).status).to.equal(200);
  });

  it('keeps tokens out of the log', async () => {
    await bot.message();
    await bot.post(anActivity(bot.connector.serviceUrl), { token: { claims: { aud: 'x' } } });
    expect(bot.captured.lines.join('')).not.to.match(/eyJ|token-of-the-bot|a-secret-of-tests/);
  });
});

/** Changes the unused trailing bits: the same bytes in another spelling. */
function toOtherSpelling(token: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const last = alphabet.indexOf(token.at(-1) ?? '');
  return token.slice(0, -1) + alphabet[last ^ 1];
}
