import type { Route } from '../foundation/http.ts';
import { createAllowances } from './agents/allowances.ts';
import { callFunction } from './agents/call-function.ts';
import { createConsents } from './agents/consents.ts';
import { createActivityBuilder } from './bots/activity-builder.ts';
import { afterTimeout } from './bots/await-answer.ts';
import { createBots, toBots } from './bots/bots.ts';
import { createCardRunner } from './bots/card-runner.ts';
import { createDeliverActivity, teamsTimeLimits } from './bots/deliver-activity.ts';
import { createExtensionRunner } from './bots/extension-runner.ts';
import { createFeedbackRunner } from './bots/feedback-runner.ts';
import { createInvokeBot } from './bots/invoke-bot.ts';
import { createMessaging } from './bots/messaging.ts';
import { createTokenExchanges } from './bots/token-exchange.ts';
import { createTurns } from './bots/turns.ts';
import { runCommand } from './commands/run-command.ts';
import { createAdmitBot } from './connector/admit-bot.ts';
import { createConnectorRoutes, servicePath } from './connector/connector-routes.ts';
import { createConversations } from './conversations/conversations.ts';
import { createDirectory } from './conversations/directory.ts';
import { toConversations } from './conversations/to-conversations.ts';
import type { Flow } from './flow/flow.ts';
import { createAgentRoutes } from './page-api/agent-routes.ts';
import { createChatRoutes } from './page-api/chat-routes.ts';
import { createExtensionRoutes } from './page-api/extension-routes.ts';
import { createFeedbackRoutes } from './page-api/feedback-routes.ts';
import { createInstallRoutes } from './page-api/install-routes.ts';
import { createMatchRoute } from './page-api/match-route.ts';
import { createSessionRoutes, redirectPath } from './page-api/session-routes.ts';
import { createTokenExchangeRoutes } from './page-api/token-exchange-routes.ts';
import type { Parts } from './prepare-parts.ts';
import { replaceFile } from './sealed-store/write-file.ts';
import { createGuard } from './sessions/guard.ts';
import { createSessions } from './sessions/sessions.ts';
import { createSignIn } from './sign-in/create-sign-in.ts';
import { createSignInEndRoutes } from './sign-in/sign-in-end-page.ts';
import { createSingleSignOn } from './single-sign-on/single-sign-on.ts';
import { type HostState, stateVersion } from './state/host-state.ts';
import { createStateWriter } from './state/state-writer.ts';
import type { TeamsHostOptions } from './teams-host-options.ts';
import { createExchangeToken } from './token-service/exchange-token.ts';
import { createHandedOutTokens } from './token-service/handed-out-tokens.ts';
import { createStoredTokens } from './token-service/stored-tokens.ts';
import { createTokenServiceRoutes, tokenRedirectPath } from './token-service/token-service-routes.ts';
import { createVerifications } from './token-service/verifications.ts';
import { createReadResponse } from './worker/read-response-in-worker.ts';
import { createRenderResponse } from './worker/render-in-worker.ts';

/** What serves a host whose URL is known. */
export interface Assembly {
  readonly routes: readonly Route[];
  /** Returns the flow of the latest action for which a bot requested this access token. */
  readonly flowOf: (token: string) => Flow | undefined;
  /** Aborts calls to bots. */
  readonly close: () => void;
  /** Resolves when all changes are on disk. */
  readonly saved: () => Promise<void>;
}

/**
 * Creates the parts that depend on the URL of the host, and their routes.
 * @param origin the URL of the host.
 */
export function assembleHost(options: TeamsHostOptions, parts: Parts, origin: string): Assembly {
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
      allowances: allowances.snapshot(),
    }),
    write: (text) => replaceFile(stateFile, Buffer.from(text)),
    onFault: (cause) => log.warn('state: cannot be written', { cause }),
  });
  const allowances = createAllowances(state?.allowances ?? [], () => writer.changed());
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
  const commands = { vault, singleSignOn, fetch, now, timeout: 5_000, render: createRenderResponse(tasks) };

  const functions = {
    vault,
    singleSignOn,
    fetch,
    now,
    consents: createConsents(now, randomBytes),
    allowances,
    readResponse: createReadResponse(tasks),
  };

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
      ...createSessionRoutes({ ...common, vault, storedTokens, allowances, singleSignOn, signIn, page }),
      createMatchRoute({ guard, match: (pattern, value) => tasks.run('match', { pattern, value }) }),
      ...createExtensionRoutes({ ...common, extensions, runCommand: (run) => runCommand(commands, run) }),
      ...createAgentRoutes({ ...common, vault, callFunction: (call) => callFunction(functions, call) }),
      ...createChatRoutes({ ...common, messaging, cards }),
      ...createInstallRoutes({ ...common, messaging, allowances }),
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
