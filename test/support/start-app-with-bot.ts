import { anInvoke } from './an-activity.ts';
import { botPassword, connectionName, type PostAnswer, startConnector, type TestConnector } from './connector.ts';
import { findFreePort } from './find-free-port.ts';
import { startApp, type TestApp } from './start-app.ts';

export interface TestAppWithBot {
  readonly app: TestApp;
  readonly connector: TestConnector;
  invoke(name: string, value: unknown, overrides?: Readonly<Record<string, unknown>>): Promise<PostAnswer>;
  close(): Promise<void>;
}

/** Starts the whole app and a channel; the bot calls the app's own API over HTTP. */
export async function startAppWithBot(env: Readonly<Record<string, string>> = {}): Promise<TestAppWithBot> {
  const connector = await startConnector();
  // The settings contain the address of the app's own API.
  const port = await findFreePort();
  const { appId, tenantId, serviceUrls, channel } = connector.settings;
  const app = await startApp({
    env: {
      PORT: String(port),
      REPAIRS_API_URL: `http://127.0.0.1:${port}`,
      BOT_APP_ID: appId,
      BOT_APP_TENANT_ID: tenantId,
      BOT_APP_PASSWORD: botPassword,
      BOT_OAUTH_CONNECTION: connectionName,
      BOT_SERVICE_URLS: serviceUrls.join(','),
      BOT_CHANNEL_METADATA_URL: channel.metadataUrl,
      BOT_CHANNEL_ISSUER: channel.issuer,
      BOT_TOKEN_SERVICE_URL: channel.tokenServiceUrl,
      BOT_LOGIN_URL: channel.loginUrl,
      BOT_CONNECTOR_SCOPE: channel.connectorScope,
      ...env,
    },
  });
  return {
    app,
    connector,
    invoke: (name, value, overrides) => connector.post(app.url, anInvoke(connector.serviceUrl, name, value, overrides)),
    close: async () => {
      await app.close();
      await connector.close();
    },
  };
}
