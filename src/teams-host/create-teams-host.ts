import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../foundation/log.ts';
import { StartupFault } from '../foundation/startup-fault.ts';
import { type AppServer, createServer } from '../server/create-server.ts';
import { toListenFault } from '../server/to-listen-fault.ts';
import type { AppPackage } from './app-package/app-package.ts';
import { type TimeLimits, teamsTimeLimits } from './bots/deliver-activity.ts';
import { createResultRenderer } from './commands/render-results.ts';
import { createCommandRunner, type RunCommand } from './commands/run-command.ts';
import { createChannel } from './create-channel.ts';
import type { Flow } from './flow/flow.ts';
import { bundlePage, type PageFiles } from './page/bundle-page.ts';
import { toContentSecurityPolicy } from './page/content-security-policy.ts';
import { createRoutes, redirectPath } from './page-api/create-routes.ts';
import { createSessions } from './sessions/sessions.ts';
import { createSignIn } from './sign-in/create-sign-in.ts';
import type { SignIn } from './sign-in/sign-in.ts';
import { toConnectionRegistrations } from './token-service/connections.ts';
import { createKeptTokens } from './token-service/kept-tokens.ts';
import { tokenRedirectPath } from './token-service/token-service-routes.ts';
import { createVerifications } from './token-service/verifications.ts';
import { openVault } from './vault/open-vault.ts';
import type { Registration } from './vault/registration.ts';
import type { Person } from './wire/person.ts';

export interface TeamsHostOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** What the port comes from, for the sentence that says it is in use; `TEAMS_HOST_PORT` when absent. */
  readonly portSetting?: string;
  readonly appPackage: AppPackage;
  /** Apps loaded besides it: an API-based and a bot-based message extension are two packages. */
  readonly morePackages?: readonly AppPackage[];
  /** Take the place of those kept in the data folder; when absent, those are used. */
  readonly registrations?: readonly Registration[];
  /** Where the vault is kept; made if need be. */
  readonly dataFolder: string;
  /** Who can sit at the browser; the first sits there first. */
  readonly users: readonly [Person, ...Person[]];
  readonly log: Log;
  readonly now: () => Date;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly fetch?: typeof globalThis.fetch;
  /** How long the app may take to answer, in milliseconds; 5000 as in Teams when absent. */
  readonly commandTimeout?: number;
  /** How long bots may take; as in Teams when absent. */
  readonly botTimeouts?: TimeLimits;
  /** The page, where it was bundled before; bundled at `listen` when absent. */
  readonly page?: PageFiles;
}

export interface TeamsHost {
  /**
   * Opens the vault, bundles the page and listens.
   * @throws StartupFault for a port in use, or a vault that cannot be opened; the host is closed then.
   */
  listen(): Promise<{ readonly url: string }>;
  /**
   * The flow of the action that a bot was last given this access token for, so that what it does with the token can be told
   * there; undefined for every other token.
   */
  flowOf(token: string): Flow | undefined;
  /** Takes no more connections and waits for the answers that are under way. */
  close(): Promise<void>;
}

const teamsTimeout = 5_000;
/** Nothing but this machine is let near a person's tokens. */
const host = '127.0.0.1';

/** Puts the local Teams host together for one app package or several. Nothing happens before `listen`. */
export function createTeamsHost(options: TeamsHostOptions): TeamsHost {
  let server: PreparedServer | undefined;
  return {
    async listen() {
      server = await prepare(options);
      return listenOn(server, options);
    },
    flowOf: (token) => server?.flowOf(token),
    close: async () => server?.close(),
  };
}

async function prepare(options: TeamsHostOptions): Promise<PreparedServer> {
  const { appPackage, users, log, now, randomBytes, fetch = globalThis.fetch } = options;
  const apps = [appPackage, ...(options.morePackages ?? [])];
  verifyAppIds(apps);
  const { vault, bots, openOther } = await openVault({
    folder: join(options.dataFolder, 'vault'),
    ...(options.registrations === undefined ? {} : { registrations: options.registrations }),
    now,
    log,
    random: randomBytes,
    fetch,
  });
  const timeout = options.commandTimeout ?? teamsTimeout;
  const runners = new Map(
    apps.map((app) => {
      const renderers = new Map(app.commands.map(({ id, template }) => [id, createResultRenderer(template)]));
      return [app, createCommandRunner({ appPackage: app, vault, renderers, fetch, now, timeout })] as const;
    }),
  );
  const runnerOf = (appId: string): RunCommand => {
    const app = apps.find(({ manifest }) => manifest.id === appId);
    return (app && runners.get(app)) ?? noRunner(appId);
  };
  const connections = openOther(toConnectionRegistrations(bots, vault));
  const verifications = createVerifications(now, randomBytes);
  const running = createLateValue<{ origin: string; signIn: SignIn; connectionSignIn: SignIn }>();
  const sessions = createSessions({ users, now, randomBytes });
  const channel = await createChannel({
    apps,
    registrations: bots,
    users,
    sessions,
    connections,
    verifications,
    runCommand: runnerOf,
    origin: () => running.get().origin,
    signIn: () => running.get().connectionSignIn,
    now,
    randomBytes,
    fetch,
    limits: options.botTimeouts ?? teamsTimeLimits,
  });
  const routes = createRoutes({
    apps,
    users,
    sessions,
    vault,
    keptTokens: createKeptTokens({ apps, bots, vault, connections, verifications }),
    channel,
    origin: () => running.get().origin,
    signIn: () => running.get().signIn,
    page: options.page ?? (await bundlePage()),
    signInEnd: await readSignInEnd(),
  });
  const headers = { 'Content-Security-Policy': toContentSecurityPolicy() };
  const server = createServer({ name: 'teams host', routes: [...routes, ...channel.routes], log, now, headers });
  const client = { now, random: randomBytes, fetch };
  return {
    ...server,
    flowOf: channel.flowOf,
    opened: (origin) =>
      running.set({
        origin,
        signIn: createSignIn({ ...client, vault, redirectUri: `${origin}${redirectPath}` }),
        connectionSignIn: createSignIn({
          ...client,
          vault: connections,
          redirectUri: `${origin}${tokenRedirectPath}`,
          keep: verifications.open,
        }),
      }),
    async close() {
      channel.close();
      await server.close();
    },
  };
}

function verifyAppIds(apps: readonly AppPackage[]): void {
  const ids = apps.map(({ manifest }) => manifest.id.toLowerCase());
  const twice = ids.find((id, index) => ids.indexOf(id) < index);
  if (twice !== undefined) {
    throw new StartupFault(`Two app packages have the id ${twice}. Give each an id of its own.`);
  }
}

function noRunner(appId: string): never {
  throw new Error(`no runner for the app ${appId}`);
}

interface PreparedServer extends AppServer, Pick<TeamsHost, 'flowOf'> {
  /** To be called with the host's own origin as soon as it is known. */
  opened(origin: string): void;
}

async function listenOn(server: PreparedServer, options: TeamsHostOptions): Promise<{ readonly url: string }> {
  const { port, portSetting = 'TEAMS_HOST_PORT' } = options;
  try {
    const { url } = await server.listen(port, host);
    server.opened(url);
    return { url };
  } catch (cause) {
    await server.close();
    throw toListenFault(cause, { host, port, settings: { port: portSetting } });
  }
}

async function readSignInEnd(): Promise<{ readonly js: string; readonly css: string }> {
  const read = (name: string) => readFile(new URL(`./sign-in/${name}`, import.meta.url), 'utf8');
  return { js: await read('sign-in-end.js'), css: await read('sign-in-end.css') };
}

/** What is known only after others need its place. */
function createLateValue<Value>(): { get(): Value; set(value: Value): void } {
  let kept: { readonly value: Value } | undefined;
  return {
    get() {
      if (kept === undefined) {
        throw new Error('asked before it was known');
      }
      return kept.value;
    },
    set(value) {
      kept = { value };
    },
  };
}
