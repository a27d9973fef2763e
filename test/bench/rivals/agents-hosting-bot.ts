/**
 * The search on @microsoft/agents-hosting, with its own token check and adapter. It runs on plain node:http instead of
 * the documented Express, which costs more.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  ActivityHandler,
  type AuthConfiguration,
  authorizeJWT,
  CloudAdapter,
  type InvokeResponse,
  type TurnContext,
  type UserTokenClient,
} from '@microsoft/agents-hosting';
import { readRivalSettings, requestBotToken } from './rival-settings.ts';
import { createSearchCards } from './search-cards.ts';

const settings = readRivalSettings();
const { appId, tenantId, password = '', oauthConnection, channel } = settings;
process.env.TOKEN_SERVICE_ENDPOINT = channel.tokenServiceUrl;
const botToken = await requestBotToken(settings);
const searchCards = createSearchCards(process.env.REPAIRS_API_URL ?? '');

const connection: AuthConfiguration = {
  clientId: appId,
  clientSecret: password,
  tenantId,
  authority: channel.loginUrl,
  issuers: [channel.issuer],
  validateIssuer: true,
};
const configuration: AuthConfiguration = {
  ...connection,
  connections: new Map([['serviceConnection', connection]]),
  connectionsMap: [{ serviceUrl: '*', connection: 'serviceConnection' }],
};
const adapter = new CloudAdapter(configuration, undefined, undefined, { validateServiceUrl: true });
// Its own token source, MSAL, requires https; this is what its cache would return.
adapter.connectionManager.getDefaultConnection().getAccessToken = async () => botToken;

class SearchBot extends ActivityHandler {
  protected override async onInvokeActivity(context: TurnContext): Promise<InvokeResponse> {
    const { channelId = '', from, value } = context.activity;
    const client = context.turnState.get(adapter.UserTokenClientKey) as UserTokenClient;
    const { token } = await client.getUserToken(oauthConnection, channelId, from?.id ?? '');
    return { status: 200, body: await searchCards(value as never, token ?? '') };
  }
}

const bot = new SearchBot();
const authorize = authorizeJWT(configuration);
const server = createServer(async (request, response) => {
  const expressRequest = Object.assign(request, { body: await readBody(request) });
  const expressResponse = toExpressResponse(response);
  await authorize(expressRequest as never, expressResponse as never, () => {
    void adapter.process(expressRequest as never, expressResponse as never, (context) => bot.run(context));
  });
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`{"url":"http://127.0.0.1:${(server.address() as AddressInfo).port}"}\n`);
});
process.once('SIGTERM', () => process.exit());

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Uint8Array);
  }
  return JSON.parse(Buffer.concat(chunks).toString());
}

/** The part of the Express response that the adapter uses. */
function toExpressResponse(response: ServerResponse): ServerResponse {
  return Object.assign(response, {
    status(code: number) {
      response.statusCode = code;
      return response;
    },
    send(body: unknown) {
      response.end(JSON.stringify(body));
      return response;
    },
  });
}
