/**
 * What somebody enters in the Teams Developer Portal so that Teams can call an API for its users.
 * @see https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/api-based-oauth
 */
interface Restricted {
  /** What the app manifest refers to: `oAuthConfigurationId` or `apiSecretRegistrationId`. */
  readonly id: string;
  /** For people only. */
  readonly name: string;
  /** The token goes to URLs below this one only. */
  readonly baseUrl: string;
  readonly restrictByOrg: 'homeTenant' | 'any';
  /** The tenant that made the registration; there when `restrictByOrg` is `homeTenant`. */
  readonly homeTenantId?: string;
  /** `any`, or the id in the manifest of the one app that may use the registration. */
  readonly restrictByApp: 'any' | { readonly appId: string };
}

/** An OAuth client registration: authorization code flow, client with a secret. */
export interface OAuthRegistration extends Restricted {
  readonly kind: 'oauth';
  readonly clientId: string;
  readonly clientSecret: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly refreshEndpoint: string;
  /** Scopes separated by single spaces; may be empty. */
  readonly scope: string;
  readonly pkce: boolean;
  /** How the client shows its secret at the token endpoint (RFC 6749 section 2.3.1). */
  readonly tokenEndpointAuthMethod: 'client_secret_basic' | 'client_secret_post';
}

/** An API key registration (`apiSecretServiceAuth`): the key is sent as `Authorization: Bearer`. */
export interface ApiKeyRegistration extends Restricted {
  readonly kind: 'apiKey';
  readonly apiKey: string;
}

/** What the vault can call an API with. */
export type ApiRegistration = OAuthRegistration | ApiKeyRegistration;

/**
 * A bot as somebody registers it at Azure: the identity of its connector token, where its activities go, and the OAuth
 * connections it may ask the token service for.
 * @see https://learn.microsoft.com/azure/bot-service/bot-service-quickstart-registration
 */
export interface BotRegistration {
  readonly kind: 'bot';
  readonly id: string;
  /** The bot's app id, a GUID; the `botId` of app manifests. */
  readonly appId: string;
  readonly appPassword: string;
  /** The one tenant that issues the bot's connector tokens; any where absent. */
  readonly tenantId?: string;
  readonly messagingEndpoint: string;
  readonly oauthConnections: readonly OAuthConnection[];
}

/** A name the bot asks the token service for, and the OAuth registration whose client, endpoints and scope it uses. */
export interface OAuthConnection {
  readonly name: string;
  readonly registrationId: string;
}

export type Registration = ApiRegistration | BotRegistration;
