import type { OAuthClientRegistration } from '../oauth-client/oauth-client-registration.ts';

/**
 * The fields of a registration in the Teams Developer Portal, with which Teams calls an API for its users.
 * @see https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/api-based-oauth
 */
interface Restricted {
  /** The id in the app manifest: `oAuthConfigurationId` or `apiSecretRegistrationId`. */
  readonly id: string;
  /** Display name. */
  readonly name: string;
  /** Credentials are sent only to this URL and URLs below it. */
  readonly baseUrl: string;
  readonly restrictByOrg: 'homeTenant' | 'any';
  /** The tenant that made the registration; present if `restrictByOrg` is `homeTenant`. */
  readonly homeTenantId?: string | undefined;
  /** `any`, or the id in the manifest of the one app that may use the registration. */
  readonly restrictByApp: 'any' | { readonly appId: string };
}

/** An OAuth client registration of the Developer Portal. */
export interface OAuthRegistration extends Restricted, OAuthClientRegistration {
  readonly kind: 'oauth';
  /** Set by the vault if a registration with this id was removed before; see `RegistrationDetails`. */
  readonly generation?: string | undefined;
}

/**
 * An API key registration (`apiSecretServiceAuth`, `ApiKeyPluginVault`): the key is sent as `Authorization: Bearer`.
 * @see https://learn.microsoft.com/microsoft-365-copilot/extensibility/api-plugin-authentication
 */
export interface ApiKeyRegistration extends Restricted {
  readonly kind: 'apiKey';
  readonly apiKey: string;
  /** Tried after the API has answered 401 to `apiKey`, so that keys can be rotated without an interruption. */
  readonly secondaryApiKey?: string | undefined;
}

/** Registrations of credentials for an API. */
export type ApiRegistration = OAuthRegistration | ApiKeyRegistration;

/**
 * A bot as registered in Azure: its identity, its messaging endpoint, and its OAuth connections at the token service.
 * @see https://learn.microsoft.com/azure/bot-service/bot-service-quickstart-registration
 */
export interface BotRegistration {
  readonly kind: 'bot';
  readonly id: string;
  /** The bot's app id, a GUID; the `botId` of app manifests. */
  readonly appId: string;
  readonly appPassword: string;
  /** The tenant that issues the bot's connector tokens; any tenant if absent. */
  readonly tenantId?: string | undefined;
  readonly messagingEndpoint: string;
  readonly oauthConnections: readonly OAuthConnection[];
}

/**
 * The name that the bot passes to the token service, and the OAuth registration with its client, endpoints and scope.
 */
export interface OAuthConnection {
  readonly name: string;
  readonly registrationId: string;
  /** The field of the same name in Azure: the `resource` whose tokens the connection exchanges (single sign-on). */
  readonly tokenExchangeUrl?: string | undefined;
}

/**
 * What Teams has in every tenant of Microsoft Entra ID: a client that gets tokens for an app's application ID URI.
 * @see https://learn.microsoft.com/microsoftteams/platform/bots/how-to/authentication/bot-sso-register-aad
 */
export interface SingleSignOnRegistration extends Omit<OAuthClientRegistration, 'scope'> {
  readonly kind: 'singleSignOn';
  readonly id: string;
  /** `webApplicationInfo.resource` of the app manifest, the `aud` claim of the tokens. */
  readonly resource: string;
  /** The `iss` claim of the tokens. */
  readonly issuer: string;
  readonly jwksUri: string;
}

export type Registration = ApiRegistration | BotRegistration | SingleSignOnRegistration;
