import type { BotSettings } from '../../../src/bot/bot-settings.ts';
import { readConfig } from '../../../src/config/read-config.ts';

/** Settings that the app requires and a rival does not use. */
const unused = {
  PUBLIC_URL: 'http://127.0.0.1',
  DATA_FOLDER: 'unused',
  OAUTH_PROFILE: 'rfc9068',
  OAUTH_ISSUER: 'http://127.0.0.1',
  OAUTH_AUDIENCE: 'unused',
  OAUTH_JWKS_URI: 'http://127.0.0.1',
  OAUTH_ALLOWED_TENANTS: '11111111-1111-4111-8111-111111111111',
};

/** Reads the settings of our own bot. */
export function readRivalSettings(): BotSettings {
  return readConfig({ ...unused, ...process.env }).bot;
}

/** Requests the bot's own token once; the SDKs would request it over https only. */
export async function requestBotToken({ appId, password = '', channel }: BotSettings): Promise<string> {
  const response = await fetch(`${channel.loginUrl}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: appId,
      client_secret: password,
      scope: `${channel.connectorScope}/.default`,
    }),
  });
  const { access_token: token } = (await response.json()) as { access_token: string };
  return token;
}
