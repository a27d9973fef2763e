/** How the bot proves its identity to the channel: with a client secret, or with the machine's managed identity. */
export type BotAppType = 'SingleTenant' | 'UserAssignedMSI';

/** Addresses and names of the bot's channel; by default those of the public cloud. */
export interface ChannelSettings {
  /** OpenID metadata of the issuer of connector tokens. */
  readonly metadataUrl: string;
  /** Exact `iss` of connector tokens. */
  readonly issuer: string;
  /** Base URL of the token service, which stores the users' tokens. */
  readonly tokenServiceUrl: string;
  /** Authority that issues the bot's own tokens; its token endpoint is `/oauth2/v2.0/token` below it. */
  readonly loginUrl: string;
  /** Resource that the bot's own tokens are issued for. */
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
  /** Whether single sign-on is used; the manifest and the connection must be configured for it. */
  readonly singleSignOn: boolean;
  /** Allowed prefixes of service URLs, to which the bot sends; each ends with a slash. */
  readonly serviceUrls: readonly string[];
  readonly channel: ChannelSettings;
}
