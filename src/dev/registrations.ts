import type {
  BotRegistration,
  OAuthRegistration,
  Registration,
  SingleSignOnRegistration,
} from '../teams-host/vault/registration.ts';

/** The values that the registrations of the local world are built from. */
export interface RegistrationValues {
  readonly appUrl: string;
  /** Values of the placeholders of the app packages. */
  readonly env: Readonly<Record<string, string>>;
  readonly endpoints: { readonly authorization: string; readonly token: string };
  readonly extensionClient: Client;
  readonly agentClient: Client;
  readonly botClient: Client;
  readonly bot: {
    readonly appId: string;
    readonly tenantId: string;
    readonly password: string;
    readonly connection: string;
  };
  /** The Teams client for single sign-on, if the local world has it. */
  readonly singleSignOn?:
    | (Client & { readonly resource: string; readonly issuer: string; readonly jwksUri: string })
    | undefined;
}

export interface Client {
  readonly clientId: string;
  readonly clientSecret: string;
}

/**
 * Builds the registrations that developers create in the Developer Portal (API-based extension and agent) and in Azure
 * (bot).
 */
export function toRegistrations(values: RegistrationValues): readonly Registration[] {
  const { appUrl, env, bot } = values;
  const { OAUTH_CONFIGURATION_ID = '', AGENT_OAUTH_CONFIGURATION_ID = '', TEAMS_APP_ID = '' } = env;
  const { REPAIRS_READ_SCOPE = '', REPAIRS_WRITE_SCOPE = '' } = env;
  const common = {
    kind: 'oauth',
    baseUrl: `${appUrl}/api`,
    // The people of the local world belong to two organisations.
    restrictByOrg: 'any',
    authorizationEndpoint: values.endpoints.authorization,
    tokenEndpoint: values.endpoints.token,
    refreshEndpoint: values.endpoints.token,
    pkce: true,
    tokenEndpointAuthMethod: 'client_secret_basic',
  } as const;
  const extension: OAuthRegistration = {
    ...common,
    ...values.extensionClient,
    id: OAUTH_CONFIGURATION_ID,
    name: 'Repairs on this machine',
    restrictByApp: { appId: TEAMS_APP_ID },
    // The only command of the extension is a query.
    scope: REPAIRS_READ_SCOPE,
  };
  const agent: OAuthRegistration = {
    ...common,
    ...values.agentClient,
    id: AGENT_OAUTH_CONFIGURATION_ID,
    name: 'Repairs agent on this machine',
    restrictByApp: { appId: TEAMS_APP_ID },
    scope: `${REPAIRS_READ_SCOPE} ${REPAIRS_WRITE_SCOPE}`,
  };
  const connection: OAuthRegistration = {
    ...common,
    ...values.botClient,
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
    oauthConnections: [
      { name: bot.connection, registrationId: connection.id, tokenExchangeUrl: values.singleSignOn?.resource },
    ],
  };
  return [extension, agent, connection, registration, ...toSingleSignOn(values)];
}

function toSingleSignOn({ singleSignOn, endpoints }: RegistrationValues): readonly SingleSignOnRegistration[] {
  return singleSignOn === undefined
    ? []
    : [
        {
          ...singleSignOn,
          kind: 'singleSignOn',
          id: 'teams',
          authorizationEndpoint: endpoints.authorization,
          tokenEndpoint: endpoints.token,
          refreshEndpoint: endpoints.token,
          pkce: true,
          tokenEndpointAuthMethod: 'client_secret_basic',
        },
      ];
}
