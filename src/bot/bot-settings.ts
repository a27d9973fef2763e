/** How the bot proves to the connector who it is: with a secret, or with the identity of the machine it runs on. */
export type BotAppType = 'SingleTenant' | 'UserAssignedMSI';

/** Where the bot meets its channel; the public cloud's unless told otherwise. */
export interface ChannelSettings {
  /** OpenID metadata of whoever signs the channel's tokens. */
  readonly metadataUrl: string;
  /** The `iss` of the channel's tokens, to the letter. */
  readonly issuer: string;
  /** Base address of the token service that keeps people's tokens. */
  readonly tokenServiceUrl: string;
  /** Authority that gives the bot its own tokens; its token endpoint is `/oauth2/v2.0/token` below it. */
  readonly loginUrl: string;
  /** Whom the bot's own tokens are for. */
  readonly connectorScope: string;
}

export interface BotSettings {
  /** The bot's app id, a GUID in lower case. */
  readonly appId: string;
  readonly appType: BotAppType;
  /** Tenant of the bot's app registration. */
  readonly tenantId: string;
  /** Client secret; undefined for a managed identity. */
  readonly password: string | undefined;
  /** Name of the OAuth connection at the token service. */
  readonly oauthConnection: string;
  /** Whether Teams may hand over tokens without asking the person; only where the manifest and the connection have it. */
  readonly singleSignOn: boolean;
  /** Where the bot may send to: addresses that a service URL must begin with, each with a slash at the end. */
  readonly serviceUrls: readonly string[];
  readonly channel: ChannelSettings;
}
