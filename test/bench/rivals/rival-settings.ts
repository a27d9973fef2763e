import type { BotSettings } from '../../../src/bot/bot-settings.ts';
import { readBotSettings } from '../../../src/config/read-bot-settings.ts';
import { createSettingsReader } from '../../../src/config/settings-reader.ts';

/** Reads what our own bot is told, too. */
export function readRivalSettings(): BotSettings {
  const reader = createSettingsReader(process.env);
  const settings = readBotSettings(reader);
  if (settings === undefined) {
    throw new Error(reader.faults.join('\n'));
  }
  return settings;
}

/** A token of the bot itself, asked for once: the kits' own way goes over https alone. */
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
