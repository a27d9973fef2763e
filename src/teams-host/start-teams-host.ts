import { join } from 'node:path';
import type { Route } from '../foundation/http.ts';
import type { Log } from '../foundation/log.ts';
import { toListenFault } from '../foundation/to-listen-fault.ts';
import { localSilenceTimeout } from '../local/local-silence-timeout.ts';
import { createServer } from '../server/create-server.ts';
import type { AppPackage } from './app-package/app-package.ts';
import { verifyAppIds } from './app-package/verify-app-ids.ts';
import { createActivityBuilder } from './bots/activity-builder.ts';
import { type After, afterTimeout } from './bots/await-answer.ts';
import { createBots, toBots } from './bots/bots.ts';
import { createCardRunner } from './bots/card-runner.ts';
import { createChannelKeys } from './bots/channel-keys.ts';
import { createDeliverActivity, type TimeLimits, teamsTimeLimits } from './bots/deliver-activity.ts';
import { createExtensionRunner } from './bots/extension-runner.ts';
import { createFeedbackRunner } from './bots/feedback-runner.ts';
import { createInvokeBot } from './bots/invoke-bot.ts';
import { createMessaging } from './bots/messaging.ts';
import { createTokenExchanges } from './bots/token-exchange.ts';
import { createTurns } from './bots/turns.ts';
import { type CloudProxy, cloudNames, createCloudProxy } from './cloud/cloud-proxy.ts';
import { openCertificate } from './cloud/open-certificate.ts';
import { runCommand } from './commands/run-command.ts';
import { createAdmitBot } from './connector/admit-bot.ts';
import { createConnectorRoutes, servicePath } from './connector/connector-routes.ts';
import { createConnectorTokens } from './connector/connector-tokens.ts';
import { runWithRefusal } from './connector/run-with-refusal.ts';
import { createConversations } from './conversations/conversations.ts';
import { createDirectory } from './conversations/directory.ts';
import { toConversations } from './conversations/to-conversations.ts';
import type { Flow } from './flow/flow.ts';
import { bundlePage, type PageFiles } from './page-api/bundle-page.ts';
import { createChatRoutes } from './page-api/chat-routes.ts';
import { toContentSecurityPolicy, toFrameOrigins } from './page-api/content-security-policy.ts';
import { createExtensionRoutes } from './page-api/extension-routes.ts';
import { createFeedbackRoutes } from './page-api/feedback-routes.ts';
import { createMatchRoute } from './page-api/match-route.ts';
import { createStreamSender } from './page-api/send-streams.ts';
import { createSessionRoutes, redirectPath } from './page-api/session-routes.ts';
import { createTokenExchangeRoutes } from './page-api/token-exchange-routes.ts';
import { replaceFile } from './sealed-store/write-file.ts';
import { createGuard } from './sessions/guard.ts';
import { createSessions, findLostPeople } from './sessions/sessions.ts';
import { createSignIn } from './sign-in/create-sign-in.ts';
import { createSignInEndRoutes } from './sign-in/sign-in-end-page.ts';
import { createSingleSignOn } from './single-sign-on/single-sign-on.ts';
import { type HostState, stateVersion } from './state/host-state.ts';
import { readState } from './state/read-state.ts';
import { resetState } from './state/reset-state.ts';
import { createStateWriter } from './state/state-writer.ts';
import { toConnectionRegistrations } from './token-service/connections.ts';
import { createExchangeToken } from './token-service/exchange-token.ts';
import { createHandedOutTokens } from './token-service/handed-out-tokens.ts';
import { createStoredTokens } from './token-service/stored-tokens.ts';
import { createTokenServiceRoutes, tokenRedirectPath } from './token-service/token-service-routes.ts';
import { createVerifications } from './token-service/verifications.ts';
import { openVault } from './vault/open-vault.ts';
import type { Registration } from './vault/registration.ts';
import type { Person } from './wire/person.ts';
import { createRenderResponse } from './worker/render-in-worker.ts';
import { createTaskRunner, type TaskRunner } from './worker/task-runner.ts';

export interface TeamsHostOptions {
  /** 0 selects a free port. */
  readonly port: number;
  /** Name of the setting for the port, for the message that it is in use; `TEAMS_HOST_PORT` if absent. */
  readonly portSetting?: string;
  /** Packages with different ids. A package has either an API-based or a bot-based message extension. */
  readonly apps: readonly [AppPackage, ...AppPackage[]];
  /** Replace the registrations stored in the data folder, which are used if this is absent. */
  readonly registrations?: readonly Registration[] | undefined;
  /** Holds the vault and the saved state; created if it does not exist. */
  readonly dataFolder: string;
  /** Whether to remove what earlier runs have saved there. */
  readonly reset?: boolean;
  /** The people who can use the host; a new session starts as the first. */
  readonly people: readonly [Person, ...Person[]];
  readonly log: Log;
  readonly now: () => Date;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly fetch?: typeof globalThis.fetch;
  /** Timeouts for bots; those of Teams if absent. */
  readonly botTimeouts?: TimeLimits;
  /** Timer for the answers of bots; a real one if absent. */
  readonly after?: After;
  /** Runs what a package or a card could delay for ever; one of its own if absent. */
  readonly tasks?: TaskRunner | undefined;
  /** The bundled page; bundled at start-up if absent. */
  readonly page?: PageFiles | undefined;
}

/** A running host. */
export interface TeamsHost {
  readonly url: string;
  readonly routes: readonly Pick<Route, 'method' | 'path'>[];
  /** What of an earlier run was discarded and why, as sentences to show. */
  readonly notices: readonly string[];
  /** Path of the certificate that bots must accept to reach this host at the addresses of the public cloud. */
  readonly certificatePath: string;
  /**
   * Returns the flow of the latest action for which a bot requested this access token, so that calls with the token can
   * be added to it; undefined for any other token.
   */
  flowOf(token: string): Flow | undefined;
  /** Accepts no more connections and waits for pending responses. */
  close(): Promise<void>;
}

/** The host stores people's tokens, so it listens on loopback only. */
const host = '127.0.0.1';

/**
 * Starts the local Teams host for one or several app packages.
 * @throws StartupFault if two packages have the same id, the vault cannot be opened or the port is in use; nothing
 * listens then.
 */
export async function startTeamsHost(options: TeamsHostOptions): Promise<TeamsHost> {
  const { port, portSetting = 'TEAMS_HOST_PORT', log, now } = options;
  const parts = await prepare(options);
  const headers = {
    'Content-Security-Policy': toContentSecurityPolicy(
      [],
      toFrameOrigins(options.apps.flatMap(({ manifest }) => manifest.validDomains)),
    ),
  };
  const streams = createStreamSender();
  // Nobody connects before the server listens and its URL is known.
  let proxy: CloudProxy | undefined;
  const connect: CloudProxy['connect'] = (request, socket, head) => proxy?.connect(request, socket, head);
  const server = createServer({
    name: 'teams host',
    log,
    now,
    headers,
    run: runWithRefusal,
    send: streams.send,
    limits: { silenceTimeout: localSilenceTimeout },
    connect,
  });
  try {
    const { url } = await server.listen(port, host);
    const { routes, flowOf, close, saved } = assemble(options, parts, url);
    server.serve(routes);
    proxy = createCloudProxy(url, parts.certificate);
    return {
      url,
      routes,
      notices: parts.notices,
      certificatePath: parts.certificate.path,
      flowOf,
      async close() {
        close();
        proxy?.close();
        streams.close();
        await server.close();
        await saved();
        if (options.tasks === undefined) {
          parts.tasks.close();
        }
      },
    };
  } catch (cause) {
    await server.close();
    throw toListenFault(cause, { host, port, portSetting });
  }
}

type Parts = Awaited<ReturnType<typeof prepare>>;

/** Creates the parts that do not depend on the URL of the host. */
async function prepare(options: TeamsHostOptions) {
  const { apps, dataFolder, registrations, now, log, randomBytes, fetch = globalThis.fetch } = options;
  verifyAppIds(apps);
  const vaultFolder = join(dataFolder, 'vault');
  const stateFile = join(dataFolder, 'state.json');
  if (options.reset === true) {
    await resetState([vaultFolder, stateFile]);
  }
  const { vault, bots, singleSignOn, openOther, signingKey } = await openVault({
    folder: vaultFolder,
    registrations,
    now,
    log,
    random: randomBytes,
    fetch,
  });
  const { state, notices } = await readState(stateFile);
  return {
    vault,
    stateFile,
    state,
    stateId: state?.id ?? Buffer.from(randomBytes(16)).toString('hex'),
    notices: [...notices, ...findLostPeople(state?.sessions ?? [], options.people)],
    connections: openOther(toConnectionRegistrations(bots, vault)),
    botRegistrations: bots,
    singleSignOn,
    page: options.page ?? (await bundlePage()),
    keys: await createChannelKeys(now, await signingKey('channel')),
    tokens: createConnectorTokens(now, await signingKey('connector')),
    certificate: await openCertificate({
      folder: join(dataFolder, 'tls'),
      names: cloudNames,
      now,
      random: randomBytes,
    }),
    tasks: options.tasks ?? createTaskRunner(),
  };
}

interface Assembly {
  readonly routes: readonly Route[];
  readonly flowOf: TeamsHost['flowOf'];
  /** Aborts calls to bots. */
  readonly close: () => void;
  /** Resolves when all changes are on disk. */
  readonly saved: () => Promise<void>;
}

function assemble(options: TeamsHostOptions, parts: Parts, origin: string): Assembly {
  const { apps, people, now, log, randomBytes, fetch = globalThis.fetch } = options;
  const { vault, connections, botRegistrations, page, keys, tokens, tasks, state, stateId, stateFile, notices } = parts;
  const singleSignOn = createSingleSignOn(parts.singleSignOn, vault);
  const closing = new AbortController();
  const serviceUrl = origin + servicePath;
  const newId = (): string => `f:${Buffer.from(randomBytes(16)).toString('hex')}`;

  const sessions = createSessions({ people, saved: state?.sessions, now, randomBytes });
  const guard = createGuard(sessions, origin);
  const directory = createDirectory(people);
  const knownBots = toBots(apps, botRegistrations);
  const personalBots = knownBots.filter(({ isPersonal }) => isPersonal);
  const conversations = createConversations(toConversations(people, personalBots), now, state?.conversations);
  const writer = createStateWriter({
    snapshot: (): HostState => ({
      version: stateVersion,
      id: stateId,
      sessions: [...sessions.snapshot()],
      conversations: conversations.snapshot(),
    }),
    write: (text) => replaceFile(stateFile, Buffer.from(text)),
    onFault: (cause) => log.warn('state: cannot be written', { cause }),
  });
  sessions.onChange(writer.changed);
  conversations.onEvent(({ kind }) => kind !== 'typing' && writer.changed());
  const bots = createBots(knownBots, apps, conversations);
  const turns = createTurns();

  const build = createActivityBuilder({ directory, serviceUrl, now, newId });
  const deliver = createDeliverActivity({
    keys,
    turns,
    fetch,
    now,
    limits: options.botTimeouts ?? teamsTimeLimits,
    closing: closing.signal,
    after: options.after ?? afterTimeout,
  });
  const invokeBot = createInvokeBot(deliver);
  const messaging = createMessaging({ conversations, bots, directory, build, deliver, now });
  const toBot = { bots, build, invokeBot, singleSignOn, tokenServiceOrigin: origin };
  const cards = createCardRunner({ ...toBot, messaging });
  const feedback = createFeedbackRunner(toBot);
  const extensions = createExtensionRunner(toBot);
  const exchanges = createTokenExchanges({ ...toBot, conversations, directory, turns, log });
  closing.signal.addEventListener('abort', exchanges.close);
  // Milliseconds; Teams waits as long for a message extension.
  const commands = { vault, fetch, now, timeout: 5_000, render: createRenderResponse(tasks) };

  const verifications = createVerifications(now, randomBytes);
  const handedOut = createHandedOutTokens();
  const client = { now, random: randomBytes, fetch };
  const signIn = createSignIn({ ...client, vault, redirectUri: origin + redirectPath });
  const connectionSignIn = createSignIn({
    ...client,
    vault: connections,
    redirectUri: origin + tokenRedirectPath,
    keep: verifications.open,
  });
  const allTokens = { vault, connections, verifications, singleSignOn };
  const storedTokens = createStoredTokens({ apps, bots: botRegistrations, ...allTokens });
  const exchangeToken = createExchangeToken({ vault: connections, registrations: parts.singleSignOn, fetch, now, log });

  const common = { apps, guard, sessions, bots, conversations, directory, turns, now, origin, notices, stateId };
  const admitBot = createAdmitBot({ guard, tokens, bots, turns, now });
  return {
    routes: [
      ...createSignInEndRoutes(guard),
      ...createSessionRoutes({ ...common, vault, storedTokens, singleSignOn, signIn, page }),
      createMatchRoute({ guard, match: (pattern, value) => tasks.run('match', { pattern, value }) }),
      ...createExtensionRoutes({ ...common, extensions, runCommand: (run) => runCommand(commands, run) }),
      ...createChatRoutes({ ...common, messaging, cards }),
      ...createFeedbackRoutes({ ...common, feedback }),
      ...createTokenExchangeRoutes({ ...common, exchanges }),
      ...createConnectorRoutes({ ...common, keys, tokens, serviceUrl, admitBot }),
      ...createTokenServiceRoutes({
        ...common,
        vault: connections,
        verifications,
        exchangeToken,
        handedOut,
        signIn: connectionSignIn,
        admitBot,
        randomBytes,
      }),
    ],
    flowOf: handedOut.flowOf,
    close: () => closing.abort(),
    saved: writer.settled,
  };
}
