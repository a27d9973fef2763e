import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { requestManagedIdentity } from '../../../src/bot/channel/managed-identity.ts';
import { botAppId, karinAccount } from '../../support/an-activity.ts';
import { startConnector } from '../../support/connector.ts';
import { startBot } from '../start-bot.ts';

describe('a bot with a managed identity', () => {
  const names = ['IDENTITY_ENDPOINT', 'IDENTITY_HEADER'] as const;
  const environment = names.map((name) => [name, process.env[name]] as const);
  const requested: URL[] = [];
  let hangs = false;
  const server = createServer((request, response) => {
    requested.push(new URL(request.url ?? '/', 'http://127.0.0.1'));
    if (hangs) {
      return;
    }
    response.writeHead(200, { 'Content-Type': 'application/json' });
    const expiresOn = String(Math.floor(Date.now() / 1000) + 3600);
    response.end(JSON.stringify({ access_token: 'token-of-the-bot', expires_on: expiresOn, token_type: 'Bearer' }));
  });

  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    process.env.IDENTITY_ENDPOINT = `http://127.0.0.1:${(server.address() as AddressInfo).port}/msi/token`;
    process.env.IDENTITY_HEADER = 'header-of-tests';
  });

  after(() => {
    for (const [name, value] of environment) {
      if (value === undefined) {
        delete process.env[name];
      } else {
        process.env[name] = value;
      }
    }
    server.close();
    server.closeAllConnections();
  });

  // Must be the first test: the SDK caches a token for the lifetime of the process.
  it('answers in time if the identity endpoint hangs, logs the cause, and does not retry at once', async () => {
    hangs = true;
    const time = new Date();
    const bot = await startBot({
      settings: { appType: 'UserAssignedMSI', password: undefined },
      limits: { tokenService: { tries: 2, timeout: 1000, budget: 50_000 } },
      now: () => time,
    });
    try {
      const { text } = await bot.invoke('composeExtension/query', { commandId: 'search', parameters: [] });
      expect(text).to.include('Teams cannot be reached at the moment.');
      expect((await bot.message()).status).to.equal(200);
      expect(bot.connector.sent).to.deep.equal([]);
      expect(bot.captured.entries('invoke: refused')).to.have.nested.property(
        '[0].cause.message',
        'Operation timed out after 1000ms',
      );
      expect(bot.captured.entries('reply: not sent')).to.have.lengthOf(2);
      expect(requested).to.have.lengthOf(1);
    } finally {
      hangs = false;
      await bot.close();
    }
  });

  it('calls connector and token service with a managed identity token, without a secret', async () => {
    const bot = await startBot({ settings: { appType: 'UserAssignedMSI', password: undefined } });
    try {
      bot.connector.signIn(karinAccount.id, 'token-of-karin');
      const { text } = await bot.invoke('composeExtension/query', { commandId: 'search', parameters: [] });
      expect(text).to.include('with token-of-karin');
      await bot.message();
      expect(bot.connector.sent).to.have.lengthOf(1);
      expect(bot.connector.requests.filter(({ path }) => path.startsWith('/login'))).to.deep.equal([]);
      expect(requested[0]?.searchParams.get('client_id')).to.equal(botAppId);
      expect(requested[0]?.searchParams.get('resource')).to.equal('https://api.botframework.com');
    } finally {
      await bot.close();
    }
  });

  it('gets its token through the SDK', async () => {
    const connector = await startConnector();
    const { token, expiresIn } = await requestManagedIdentity(botAppId, connector.settings.channel.connectorScope);
    await connector.close();
    expect(token).to.equal('token-of-the-bot');
    expect(expiresIn).to.be.within(1, 300);
  });
});
