import type { BotRegistration, OAuthRegistration, Registration } from '../teams-host/vault/registration.ts';

/** Values for the registrations of the local world. */
export interface RegistrationFacts {
  readonly appUrl: string;
  /** Values of the app packages' placeholders. */
  readonly env: Readonly<Record<string, string>>;
  readonly endpoints: { readonly authorization: string; readonly token: string };
  readonly extensionClient: Client;
  readonly botClient: Client;
  readonly bot: {
    readonly appId: string;
    readonly tenantId: string;
    readonly password: string;
    readonly connection: string;
  };
}

export interface Client {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The registrations that a developer makes in the Developer Portal for the API-based extension, and in Azure for the bot. */
export function toRegistrations(facts: RegistrationFacts): readonly Registration[] {
  const { appUrl, env, bot } = facts;
  const { OAUTH_CONFIGURATION_ID = '', TEAMS_APP_ID = '', REPAIRS_READ_SCOPE = '', REPAIRS_WRITE_SCOPE = '' } = env;
  const common = {
    kind: 'oauth',
    baseUrl: `${appUrl}/api`,
    // The local world has people of two organisations.
    restrictByOrg: 'any',
    authorizationEndpoint: facts.endpoints.authorization,
    tokenEndpoint: facts.endpoints.token,
    refreshEndpoint: facts.endpoints.token,
    pkce: true,
    tokenEndpointAuthMethod: 'client_secret_basic',
  } as const;
  const extension: OAuthRegistration = {
    ...common,
    ...facts.extensionClient,
    id: OAUTH_CONFIGURATION_ID,
    name: 'Repairs on this machine',
    restrictByApp: { appId: TEAMS_APP_ID },
    // Its only command reads.
    scope: REPAIRS_READ_SCOPE,
  };
  const connection: OAuthRegistration = {
    ...common,
    ...facts.botClient,
    id: `${OAUTH_CONFIGURATION_ID}-bot`,
    name: 'Repairs bot on this machine',
    restrictByApp: 'any',
    scope: `${REPAIRS_READ_SCOPE} ${REPAIRS_WRITE_SCOPE}`,
  };
  const registration: BotRegistration = {
    kind: 'bot',
    id: 'repairs-bot',
    appId: bot.appId,
    appPassword: bot.password,
    tenantId: bot.tenantId,
    messagingEndpoint: `${appUrl}/api/messages`,
    oauthConnections: [{ name: bot.connection, registrationId: connection.id }],
  };
  return [extension, connection, registration];
}
