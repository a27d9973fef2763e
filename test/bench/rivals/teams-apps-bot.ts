/** The search on @microsoft/teams.apps, set up for production as documented. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PUBLIC, withOverrides } from '@microsoft/teams.api';
import { App, ExpressAdapter } from '@microsoft/teams.apps';
import { ConsoleLogger } from '@microsoft/teams.common';
import { readRivalSettings, requestBotToken } from './rival-settings.ts';
import { createSearchCards } from './search-cards.ts';

const settings = readRivalSettings();
const { appId, tenantId, oauthConnection, channel } = settings;
const botToken = await requestBotToken(settings);
const searchCards = createSearchCards(process.env.REPAIRS_API_URL ?? '');
const server = createServer();
const logger = new ConsoleLogger('bench', { pattern: '-*' });

const app = new App({
  clientId: appId,
  tenantId,
  token: async () => botToken,
  logger,
  httpServerAdapter: new ExpressAdapter(server, { logger }),
  apiClientSettings: { oauthUrl: channel.tokenServiceUrl },
  cloud: withOverrides(PUBLIC, {
    openIdMetadataUrl: channel.metadataUrl,
    tokenIssuer: channel.issuer,
    tokenServiceUrl: channel.tokenServiceUrl,
  }),
});
app.on('message.ext.query', async ({ activity, api }) => {
  const { channelId, from, value } = activity;
  const { token } = await api.users.getToken({ channelId, userId: from.id, connectionName: oauthConnection });
  return (await searchCards(value as never, token ?? '')) as never;
});
await app.initialize();
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`{"url":"http://127.0.0.1:${(server.address() as AddressInfo).port}"}\n`);
});
process.once('SIGTERM', () => process.exit());
