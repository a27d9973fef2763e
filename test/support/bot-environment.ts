/** Valid settings of a bot whose channel is unreachable, for tests that do not use the bot. */
export const botEnvironment = {
  BOT_APP_ID: '66666666-6666-4666-8666-666666666666',
  BOT_APP_TYPE: 'SingleTenant',
  BOT_APP_TENANT_ID: '11111111-1111-4111-8111-111111111111',
  BOT_APP_PASSWORD: 'a-secret-of-tests',
  BOT_OAUTH_CONNECTION: 'repairs',
  BOT_SERVICE_URLS: 'http://127.0.0.1:9/',
  BOT_CHANNEL_METADATA_URL: 'http://127.0.0.1:9/.well-known/openidconfiguration',
  BOT_CHANNEL_ISSUER: 'https://api.botframework.com',
  BOT_TOKEN_SERVICE_URL: 'http://127.0.0.1:9/token-service',
  BOT_LOGIN_URL: 'http://127.0.0.1:9/login',
  BOT_CONNECTOR_SCOPE: 'https://api.botframework.com',
};
