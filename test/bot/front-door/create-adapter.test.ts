import { createHmac } from 'node:crypto';
import type { Activity } from 'botbuilder';
import { expect } from 'chai';
import sinon from 'sinon';
import { createAdapter } from '../../../src/bot/front-door/create-adapter.ts';
import { shareKeys, shareNoKeys } from '../../../src/bot/front-door/sdk-keys.ts';
import type { TokenService } from '../../../src/bot/user-tokens/token-service.ts';
import { anActivity, anInvoke, botAppId } from '../../support/an-activity.ts';
import { type CapturedLog, captureLog } from '../../support/capture-log.ts';
import { startConnector, type TestConnector } from '../../support/connector.ts';
import { contoso, encode } from '../../support/issuer.ts';

describe('the adapter behind the front door', () => {
  let connector: TestConnector;
  let captured: CapturedLog;
  let turns: number;

  const connectAdapter = () =>
    createAdapter({
      settings: connector.settings,
      userTokenClient: {} as TokenService,
      createConnector: () => ({ conversations: {} as never }),
      now: () => new Date(),
      log: captured.log,
    });
  const aMessage = () => anActivity(connector.serviceUrl) as unknown as Activity;
  const run = (authorization: string) =>
    connectAdapter().run(aMessage(), authorization, async () => {
      turns += 1;
      return undefined;
    });

  beforeEach(async () => {
    connector = await startConnector();
    captured = captureLog();
    turns = 0;
    shareKeys(connector.settings.channel.metadataUrl, { keys: [connector.key.jwk] });
    // The SDK writes to the console what it refuses.
    sinon.stub(console, 'error');
    sinon.stub(console, 'warn');
  });

  afterEach(async () => {
    sinon.restore();
    await connector.close();
  });

  it('verifies the channel’s token again, with the keys it was handed, and asks nobody', async () => {
    expect((await run(`Bearer ${connector.connectorToken()}`)).status).to.equal(200);
    expect(turns).to.equal(1);
    expect(connector.requests).to.deep.equal([]);
  });

  const forged: readonly [string, Readonly<Record<string, unknown>>][] = [
    ['another bot', { aud: contoso }],
    ['another service URL', { serviceurl: 'https://attacker.example.com/' }],
    [
      'the emulator, version 1',
      { iss: `https://sts.windows.net/${contoso}/`, tid: contoso, ver: '1.0', appid: botAppId },
    ],
    [
      'the emulator, version 2',
      { iss: `https://login.microsoftonline.com/${contoso}/v2.0`, tid: contoso, ver: '2.0', azp: botAppId },
    ],
    ['a skill', { iss: `https://login.microsoftonline.com/${contoso}/v2.0`, tid: contoso, ver: '2.0', azp: contoso }],
    ['nobody', { iss: undefined }],
  ];
  for (const [whose, claims] of forged) {
    it(`refuses a token of ${whose}, and asks nobody`, async () => {
      const answer = await run(`Bearer ${connector.connectorToken({ claims })}`);
      expect(answer).to.deep.equal({ status: 401 });
      expect(turns).to.equal(0);
      expect(connector.requests).to.deep.equal([]);
    });
  }

  it('believes a token again only with what it was believed with', async () => {
    const adapter = connectAdapter();
    const authorization = `Bearer ${connector.connectorToken()}`;
    const deliver = async (overrides: object) => {
      const activity = { ...aMessage(), ...overrides } as Activity;
      return (await adapter.run(activity, authorization, async () => undefined)).status;
    };
    expect(await deliver({})).to.equal(200);
    expect(await deliver({ text: 'another' })).to.equal(200);
    expect(await deliver({ serviceUrl: 'https://attacker.example.com/' })).to.equal(401);
    expect(await deliver({ channelId: 'webchat' })).to.equal(401);
  });

  it('would refuse an emulator even if its keys were known', async () => {
    const claims = {
      iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/',
      ver: '1.0',
      appid: botAppId,
    };
    const adapter = connectAdapter();
    shareKeys('https://no-emulator.invalid/', { keys: [connector.key.jwk] });
    const authorization = `Bearer ${connector.connectorToken({ claims })}`;
    const turn = async () => {
      turns += 1;
      return undefined;
    };
    expect(await adapter.run(aMessage(), authorization, turn)).to.deep.equal({ status: 401 });
    expect(turns).to.equal(0);
    shareNoKeys('https://no-emulator.invalid/');
  });

  it('lets nothing through that is badly signed, and says nothing of it', async () => {
    const [header, payload, signature] = connector.connectorToken().split('.');
    const input = `${encode({ alg: 'HS256', kid: connector.key.kid })}.${payload}`;
    const tokens = [
      `${encode({ alg: 'none', kid: connector.key.kid })}.${payload}.`,
      `${input}.${createHmac('sha256', 'x').update(input).digest('base64url')}`,
      `${header}.${payload}.${signature?.split('').reverse().join('')}`,
    ];
    for (const token of tokens) {
      const { status, body } = await run(`Bearer ${token}`);
      expect(status).to.be.oneOf([401, 500]);
      expect(body).to.equal(undefined);
    }
    expect(turns).to.equal(0);
  });

  it('answers an invoke whose turn throws with a bare 500, and a message, too', async () => {
    const adapter = connectAdapter();
    const fail = () => Promise.reject(new Error('a bug'));
    const authorization = `Bearer ${connector.connectorToken()}`;
    const invoke = anInvoke(connector.serviceUrl, 'composeExtension/query', {});
    expect(await adapter.run(invoke as unknown as Activity, authorization, fail)).to.deep.equal({ status: 500 });
    expect((await adapter.run(aMessage(), authorization, fail)).body).to.equal(undefined);
    expect(captured.entries('turn failed')).to.have.lengthOf(2);
  });
});
