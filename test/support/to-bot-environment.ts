import type { BotSettings } from '../../src/bot/bot-settings.ts';

/** Converts bot settings to the environment variables that the app reads. */
export function toBotEnvironment({ channel, ...settings }: BotSettings): Record<string, string> {
  return {
    BOT_APP_ID: settings.appId,
    BOT_APP_TYPE: settings.appType,
    BOT_APP_TENANT_ID: settings.tenantId,
    BOT_APP_PASSWORD: settings.password ?? '',
    BOT_OAUTH_CONNECTION: settings.oauthConnection,
    BOT_SSO: settings.singleSignOn ? 'on' : 'off',
    BOT_SERVICE_URLS: settings.serviceUrls.join(','),
    BOT_CHANNEL_METADATA_URL: channel.metadataUrl,
    BOT_CHANNEL_ISSUER: channel.issuer,
    BOT_TOKEN_SERVICE_URL: channel.tokenServiceUrl,
    BOT_LOGIN_URL: channel.loginUrl,
    BOT_CONNECTOR_SCOPE: channel.connectorScope,
  };
}
