/** How the bot proves its identity to the channel: with a client secret, or with the machine's managed identity. */
export type BotAppType = 'SingleTenant' | 'UserAssignedMSI';

/** Addresses and names of the bot's channel; by default those of the public cloud. */
export interface ChannelSettings {
  /** OpenID metadata of the issuer of connector tokens. */
  readonly metadataUrl: string;
  /** Exact `iss` of connector tokens. */
  readonly issuer: string;
  /** Base URL of the token service, which keeps people's tokens. */
  readonly tokenServiceUrl: string;
  /** Authority that issues the bot's own tokens; its token endpoint is `/oauth2/v2.0/token` below it. */
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
  /** Whether Teams may exchange tokens without asking the person; manifest and connection must be set up for it. */
  readonly singleSignOn: boolean;
  /** Where the bot may send to: what a service URL must begin with; each ends with a slash. */
  readonly serviceUrls: readonly string[];
  readonly channel: ChannelSettings;
}
