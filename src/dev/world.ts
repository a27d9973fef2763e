import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createApp } from '../app.ts';
import { readConfig } from '../config/read-config.ts';
import type { Log } from '../foundation/log.ts';
import { toListenFault } from '../foundation/to-listen-fault.ts';
import { localSilenceTimeout } from '../local/local-silence-timeout.ts';
import { lockFolder } from '../local/lock-folder.ts';
import { verifyFreePort } from '../local/verify-free-port.ts';
import { openSqliteStorage } from '../storage/sqlite/open-sqlite-storage.ts';
import { readAppPackage } from '../teams-host/app-package/read-app-package.ts';
import type { PageFiles } from '../teams-host/page-api/page-files/bundle-page.ts';
import { redirectPath } from '../teams-host/page-api/session-routes.ts';
import { demoPeople } from '../teams-host/sessions/demo-people.ts';
import { startTeamsHost } from '../teams-host/start-teams-host.ts';
import { resetState } from '../teams-host/state/reset-state.ts';
import { tokenRedirectPath } from '../teams-host/token-service/token-service-routes.ts';
import {
  createAuthorizationServer,
  type RunningAuthorizationServer,
} from './authorization-server/create-authorization-server.ts';
import { contoso, tenants } from './authorization-server/people/people.ts';
import { type CallerSettings, createDemoCallers, type DemoCallers, toCallerSettings } from './demo-callers.ts';
import { buildAppPackages } from './package-check/build-app-package.ts';
import { readEnv } from './package-check/read-env.ts';
import { toRegistrations } from './registrations.ts';
import { audience, toResources } from './resources.ts';
import { seedSampleData } from './sample-data/seed-sample-data.ts';
import { createWatchedApi } from './watched-api/create-watched-api.ts';

export interface WorldPorts {
  readonly app: number;
  readonly teamsHost: number;
  readonly authorizationServer: number;
}

export interface WorldOptions {
  /** Free ports. 0 is not allowed, because the three servers are configured with the ports of each other. */
  readonly ports: WorldPorts;
  /** Folder for the repairs and what the local Teams host saves; created if it does not exist. */
  readonly dataFolder: string;
  /** Whether to remove what earlier runs have saved there. */
  readonly reset?: boolean;
  readonly log: Log;
  readonly now: () => Date;
  /** Lifetime of access tokens in seconds; the default of the authorization server if absent. */
  readonly accessTokenLifetime?: number;
  /** Whether people sign in to the bot with single sign-on. */
  readonly singleSignOn?: boolean;
  /** Who may call the API besides people; only people if absent. */
  readonly callers?: CallerSettings;
  /** The bundled page of the host; bundled at start-up if absent. */
  readonly page?: PageFiles;
}

export interface World {
  readonly appUrl: string;
  readonly teamsHostUrl: string;
  readonly authorizationServerUrl: string;
  readonly endpoints: RunningAuthorizationServer['endpoints'];
  /** Clients that may call the API, as far as its settings permit. */
  readonly callers: DemoCallers;
  /** What of an earlier run was discarded and why, as sentences to show. */
  readonly notices: readonly string[];
  close(): Promise<void>;
}

/**
 * Starts the local world on loopback: the authorization server, the app with its production code, and the local Teams
 * host with the app packages. As in production, app and host are connected only by settings, app packages and
 * registrations.
 * @throws StartupFault if a port is in use or a folder or setting is unusable; nothing keeps running then.
 */
export async function startWorld(options: WorldOptions): Promise<World> {
  const { ports, dataFolder, log, now } = options;
  const origin = (port: number) => `http://127.0.0.1:${port}`;
  const appUrl = origin(ports.app);
  const teamsHostUrl = origin(ports.teamsHost);
  // New ids at each start: the authorization server then has new keys and knows no earlier grants, and the host drops
  // the tokens of a client that its registration no longer names.
  const start = randomBytes(4).toString('hex');
  const extensionClient = { clientId: `repairs-in-teams-${start}`, clientSecret: newSecret() };
  const agentClient = { clientId: `repairs-agent-${start}`, clientSecret: newSecret() };
  const botClient = { clientId: `repairs-bot-${start}`, clientSecret: newSecret() };
  const teamsClient = { clientId: `teams-${start}`, clientSecret: newSecret() };
  const callers = createDemoCallers(start);
  const started: { close(): Promise<void> }[] = [];
  const close = async () => {
    for (const part of started.splice(0).reverse()) {
      await part.close();
    }
  };

  try {
    // Before any server starts, so that an unusable data folder is reported first.
    const appFolder = join(dataFolder, 'app');
    const lock = await lockFolder(dataFolder);
    started.push({ close: lock.release });
    if (options.reset === true) {
      for (const [port, portSetting] of [
        [ports.app, 'APP_PORT'],
        [ports.teamsHost, 'TEAMS_HOST_PORT'],
        [ports.authorizationServer, 'AUTHORIZATION_SERVER_PORT'],
      ] as const) {
        await verifyFreePort({ host: '127.0.0.1', port, portSetting });
      }
      await resetState(['', '-wal', '-shm'].map((suffix) => join(appFolder, `repairs.sqlite${suffix}`)));
    }
    await seed(appFolder, now);

    const baseEnv = await readEnv(packageRoot, 'local-world');
    const resource = `api://botid-${baseEnv.BOT_APP_ID}`;
    const resources = toResources({ apiClientId: callers.api.clientId, botResource: resource });
    const authorizationServer = createAuthorizationServer({
      port: ports.authorizationServer,
      clients: [
        { ...extensionClient, name: 'Repairs for Microsoft Teams', redirectUris: [teamsHostUrl + redirectPath] },
        { ...agentClient, name: 'Repairs agent', redirectUris: [teamsHostUrl + redirectPath] },
        { ...botClient, name: 'Repairs bot', redirectUris: [teamsHostUrl + tokenRedirectPath] },
        {
          ...teamsClient,
          name: 'Repairs bot in Microsoft Teams',
          redirectUris: [teamsHostUrl + redirectPath],
          resources: [resource],
        },
        ...Object.values(callers),
      ],
      singleSignOn: {
        resource,
        teamsClientId: teamsClient.clientId,
        appClientId: botClient.clientId,
        scopes: resources[0].scopes.map(({ name }) => name),
      },
      resources,
      accessTokenLifetime: options.accessTokenLifetime,
      now,
      log,
    });
    started.push(authorizationServer);
    const { issuer, endpoints } = await authorizationServer.listen();

    const env: Readonly<Record<string, string>> = {
      ...baseEnv,
      OPENAPI_SERVER_URL: appUrl,
      OAUTH_AUTHORIZATION_URL: endpoints.authorization,
      OAUTH_TOKEN_URL: endpoints.token,
      OAUTH_REFRESH_URL: endpoints.token,
    };
    const bot = {
      appId: env.BOT_APP_ID ?? '',
      tenantId: contoso.id,
      password: newSecret(),
      connection: 'repairs',
    };
    const packages = await buildAppPackages({ root: packageRoot, env });
    const teamsHost = await startTeamsHost({
      port: ports.teamsHost,
      apps: [await readAppPackage(packages.api), await readAppPackage(packages.bot)],
      registrations: toRegistrations({
        appUrl,
        env,
        endpoints,
        extensionClient,
        agentClient,
        botClient,
        bot,
        singleSignOn: options.singleSignOn ? { ...teamsClient, resource, issuer, jwksUri: endpoints.jwks } : undefined,
      }),
      dataFolder: join(dataFolder, 'teams-host'),
      reset: options.reset ?? false,
      people: demoPeople,
      log,
      now,
      randomBytes,
      page: options.page,
    });
    started.push(teamsHost);

    const watchedApi = createWatchedApi({ origin: appUrl, flowOf: teamsHost.flowOf, now, log });
    started.push(watchedApi);
    const { url: repairsApiUrl } = await watchedApi.listen();

    // The app starts last, because its bot fetches the keys of the channel at start-up.
    const config = readConfig({
      PUBLIC_URL: appUrl,
      PORT: String(ports.app),
      DATA_FOLDER: appFolder,
      REPAIRS_API_URL: repairsApiUrl,
      OAUTH_PROFILE: 'rfc9068',
      OAUTH_ISSUER: issuer,
      OAUTH_AUDIENCE: audience,
      OAUTH_JWKS_URI: endpoints.jwks,
      OAUTH_ALLOWED_TENANTS: tenants.map(({ id }) => id).join(','),
      TEAMS_ORIGINS: teamsHostUrl,
      ...toCallerSettings(options.callers ?? {}, { api: callers.api, introspectionUrl: endpoints.introspection }),
      BOT_APP_ID: bot.appId,
      BOT_APP_TYPE: 'SingleTenant',
      BOT_APP_TENANT_ID: bot.tenantId,
      BOT_APP_PASSWORD: bot.password,
      BOT_OAUTH_CONNECTION: bot.connection,
      BOT_SSO: options.singleSignOn ? 'on' : 'off',
      BOT_SERVICE_URLS: `${teamsHostUrl}/teams/`,
      BOT_CHANNEL_METADATA_URL: `${teamsHostUrl}/botframework/v1/.well-known/openidconfiguration`,
      BOT_CHANNEL_ISSUER: 'https://api.botframework.com',
      BOT_TOKEN_SERVICE_URL: `${teamsHostUrl}/token-service`,
      BOT_LOGIN_URL: `${teamsHostUrl}/botframework/${bot.tenantId}`,
      BOT_CONNECTOR_SCOPE: 'https://api.botframework.com',
    });
    const app = await createApp(config, { log, now, limits: { silenceTimeout: localSilenceTimeout } });
    started.push(app);
    await app.listen().catch((cause: unknown) => {
      throw toListenFault(cause, { host: config.host, port: config.port, portSetting: 'APP_PORT' });
    });
    const { notices } = teamsHost;
    return { appUrl, teamsHostUrl, authorizationServerUrl: issuer, endpoints, callers, notices, close };
  } catch (fault) {
    await close();
    throw fault;
  }
}

const packageRoot = new URL('../../', import.meta.url);

/** Generates a secret of 256 bits in base64url, which needs no encoding in a Basic header. */
function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

async function seed(folder: string, now: () => Date): Promise<void> {
  const storage = await openSqliteStorage({ folder, now });
  try {
    await seedSampleData(storage);
  } finally {
    await storage.close();
  }
}
