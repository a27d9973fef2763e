import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createApp } from '../app.ts';
import { readConfig } from '../config.ts';
import type { Log } from '../log.ts';
import { openSqliteStorage } from '../storage/open-sqlite-storage.ts';
import { seedSampleData } from '../storage/seed-sample-data.ts';
import { buildAppPackage } from './app-package/build-app-package.ts';
import { readEnv } from './app-package/read-env.ts';
import { createAuthorizationServer } from './authorization-server/create-authorization-server.ts';
import { tenants } from './authorization-server/people.ts';
import { readAppPackage } from './teams-host/app-package/read-app-package.ts';
import { createTeamsHost } from './teams-host/create-teams-host.ts';
import type { PageFiles } from './teams-host/page/bundle-page.ts';
import { redirectPath } from './teams-host/routes/create-routes.ts';
import { demoUsers } from './teams-host/session/demo-users.ts';
import type { OAuthRegistration } from './teams-host/vault/registration.ts';

export interface WorldPorts {
  readonly app: number;
  readonly teamsHost: number;
  readonly authorizationServer: number;
}

export interface WorldOptions {
  /** Free ports; the three parts name each other by them, so 0 will not do. */
  readonly ports: WorldPorts;
  /** Keeps the repairs and the vault; made if need be. */
  readonly dataFolder: string;
  readonly log: Log;
  readonly now: () => Date;
  /** Seconds an access token lasts; the authorization server's own default when absent. */
  readonly accessTokenLifetime?: number;
  /** The host's page, where it was bundled before. */
  readonly page?: PageFiles;
}

export interface World {
  readonly appUrl: string;
  readonly teamsHostUrl: string;
  readonly authorizationServerUrl: string;
  close(): Promise<void>;
}

/**
 * Starts everything on loopback: the authorization server, the app as in production, and the local Teams host with the
 * app package that would go to Teams. The app and the host learn of the others through settings, package and
 * registration alone, as they would in the world outside.
 * @throws StartupFault
 */
export async function startWorld(options: WorldOptions): Promise<World> {
  const { ports, dataFolder, log, now } = options;
  const origin = (port: number) => `http://127.0.0.1:${port}`;
  const appUrl = origin(ports.app);
  const teamsHostOrigin = origin(ports.teamsHost);
  const clientSecret = randomBytes(32).toString('base64url');
  const botPassword = randomBytes(32).toString('base64url');
  const started: { close(): Promise<void> }[] = [];
  const close = async () => {
    for (const part of started.splice(0).reverse()) {
      await part.close();
    }
  };

  try {
    const authorizationServer = createAuthorizationServer({
      port: ports.authorizationServer,
      clients: [{ clientId, clientSecret, name: clientName, redirectUris: [origin(ports.teamsHost) + redirectPath] }],
      resource: { audience, scopes },
      ...(options.accessTokenLifetime === undefined ? {} : { accessTokenLifetime: options.accessTokenLifetime }),
      now,
      log,
    });
    started.push(authorizationServer);
    const { issuer, endpoints } = await authorizationServer.listen();

    const appFolder = join(dataFolder, 'app');
    await seed(appFolder, now);
    const config = readConfig({
      PUBLIC_URL: appUrl,
      PORT: String(ports.app),
      DATA_FOLDER: appFolder,
      OAUTH_PROFILE: 'rfc9068',
      OAUTH_ISSUER: issuer,
      OAUTH_AUDIENCE: audience,
      OAUTH_JWKS_URI: endpoints.jwks,
      OAUTH_ALLOWED_TENANTS: tenants.map(({ id }) => id).join(','),
      BOT_APP_ID: botAppId,
      BOT_APP_TYPE: 'SingleTenant',
      BOT_APP_TENANT_ID: botTenant,
      BOT_APP_PASSWORD: botPassword,
      BOT_OAUTH_CONNECTION: botConnection,
      BOT_SERVICE_URLS: `${teamsHostOrigin}/teams/`,
      BOT_CHANNEL_METADATA_URL: `${teamsHostOrigin}/botframework/v1/.well-known/openidconfiguration`,
      BOT_CHANNEL_ISSUER: 'https://api.botframework.com',
      BOT_TOKEN_SERVICE_URL: `${teamsHostOrigin}/token-service`,
      BOT_LOGIN_URL: `${teamsHostOrigin}/botframework/${botTenant}`,
      BOT_CONNECTOR_SCOPE: 'https://api.botframework.com',
    });
    const app = await createApp(config, { log, now });
    started.push(app);
    await app.listen();

    const env: Record<string, string> = {
      ...(await readEnv(packageRoot, 'local')),
      OPENAPI_SERVER_URL: appUrl,
      OAUTH_AUTHORIZATION_URL: endpoints.authorization,
      OAUTH_TOKEN_URL: endpoints.token,
      OAUTH_REFRESH_URL: endpoints.token,
    };
    const { files } = await buildAppPackage({ root: packageRoot, env });
    const appPackage = await readAppPackage(files);
    const registration: OAuthRegistration = {
      kind: 'oauth',
      id: env.OAUTH_CONFIGURATION_ID ?? '',
      name: 'Repairs on this machine',
      baseUrl: `${appUrl}/api`,
      restrictByOrg: 'any',
      restrictByApp: { appId: env.TEAMS_APP_ID ?? '' },
      clientId,
      clientSecret,
      authorizationEndpoint: endpoints.authorization,
      tokenEndpoint: endpoints.token,
      refreshEndpoint: endpoints.token,
      scope: scopes.map(({ name }) => name).join(' '),
      pkce: true,
      tokenEndpointAuthMethod: 'client_secret_basic',
    };
    const teamsHost = createTeamsHost({
      host: '127.0.0.1',
      port: ports.teamsHost,
      appPackage,
      registrations: [registration],
      dataFolder: join(dataFolder, 'teams-host'),
      users: demoUsers,
      log,
      now,
      randomBytes,
      ...(options.page === undefined ? {} : { page: options.page }),
    });
    started.push(teamsHost);
    const { url: teamsHostUrl } = await teamsHost.listen();
    return { appUrl, teamsHostUrl, authorizationServerUrl: issuer, close };
  } catch (fault) {
    await close();
    throw fault;
  }
}

const packageRoot = new URL('../../', import.meta.url);
const clientId = 'repairs-in-teams';
const clientName = 'Repairs for Microsoft Teams';
const audience = 'api://repairs';
const botAppId = '5b1f5f1e-0d7f-4c1d-9a55-7d1c0f6a2b34';
const botTenant = '11111111-1111-4111-8111-111111111111';
const botConnection = 'repairs';
const scopes = [
  { name: 'repairs_read', description: 'Read the repairs of your organisation' },
  { name: 'repairs_write', description: 'Create, change and delete repairs of your organisation' },
];

async function seed(folder: string, now: () => Date): Promise<void> {
  const storage = await openSqliteStorage({ folder, now });
  await seedSampleData(storage);
  await storage.close();
}
