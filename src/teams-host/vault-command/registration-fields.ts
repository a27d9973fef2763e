import type { Registration } from '../vault/registration.ts';
import type { SecretField } from '../vault/stored-registrations.ts';

type Kind = Registration['kind'];

/** What a kind of registration is called. */
export const kindNames: Readonly<Record<Kind, string>> = {
  oauth: 'OAuth client',
  apiKey: 'API key',
  bot: 'bot',
  singleSignOn: 'single sign-on',
};

/** The secret that each kind of registration must have. */
export const secretOf: Readonly<Record<Kind, SecretField>> = {
  oauth: 'clientSecret',
  apiKey: 'apiKey',
  bot: 'appPassword',
  singleSignOn: 'clientSecret',
};

const ofDeveloperPortal = ['name', 'baseUrl', 'restrictByOrg', 'homeTenantId', 'restrictByApp'];

/**
 * The fields that can change after a registration was saved. In the Developer Portal these are description, domain,
 * organisation and app of an OAuth client or API key; a new scope or endpoint needs a new registration. An Azure Bot can
 * change its messaging endpoint and its connections, but not its app id and tenant.
 * @see https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/api-based-oauth
 */
export const changeableFields: Readonly<Record<Kind, readonly string[]>> = {
  oauth: ofDeveloperPortal,
  apiKey: ofDeveloperPortal,
  bot: ['messagingEndpoint', 'oauthConnections'],
  singleSignOn: [],
};
