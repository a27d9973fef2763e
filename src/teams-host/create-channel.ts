import type { Route } from '../foundation/http.ts';
import type { AppPackage } from './app-package/app-package.ts';
import { createActivityMaker } from './bots/activity.ts';
import { createAskBot } from './bots/ask-bot.ts';
import { createBotChat } from './bots/bot-chat.ts';
import { createBots, findMissingBots } from './bots/bots.ts';
import { createCardRunner } from './bots/card-runner.ts';
import { createChannelKeys } from './bots/channel-keys.ts';
import { createDeliverActivity, type TimeLimits } from './bots/deliver-activity.ts';
import { createExtensionRunner } from './bots/extension-runner.ts';
import { createTurns } from './bots/turns.ts';
import type { RunCommand } from './commands/run-command.ts';
import { createAdmitBot } from './connector/admit-bot.ts';
import { createConnectorMessages } from './connector/connector-messages.ts';
import { createConnectorRosters } from './connector/connector-rosters.ts';
import { createConnectorRoutes, servicePath } from './connector/connector-routes.ts';
import { createConnectorTokens } from './connector/connector-tokens.ts';
import { createChat } from './conversations/chat.ts';
import { createConversations } from './conversations/create-conversations.ts';
import { createPeople } from './conversations/people.ts';
import type { Flow } from './flow/flow.ts';
import { createChatRoutes, followChat } from './page-api/chat-routes.ts';
import type { SendEvent } from './page-api/event-stream.ts';
import { createExtensionRoutes } from './page-api/extension-routes.ts';
import { createGuard } from './sessions/guard.ts';
import type { Session } from './sessions/session.ts';
import type { Sessions } from './sessions/sessions.ts';
import type { SignIn } from './sign-in/sign-in.ts';
import { createHandedOutTokens } from './token-service/handed-out-tokens.ts';
import { createSignInLinks } from './token-service/sign-in-links.ts';
import { createTokenService } from './token-service/token-service.ts';
import { createTokenServiceRoutes, signInLinkPath } from './token-service/token-service-routes.ts';
import type { Verifications } from './token-service/verifications.ts';
import type { BotRegistration } from './vault/registration.ts';
import type { Vault } from './vault/vault.ts';
import type { Person } from './wire/person.ts';

export interface ChannelOptions {
  readonly apps: readonly AppPackage[];
  readonly registrations: readonly BotRegistration[];
  readonly users: readonly Person[];
  readonly sessions: Sessions;
  /** Of the connections' own registrations. */
  readonly connections: Vault;
  readonly verifications: Verifications;
  readonly runCommand: (appId: string) => RunCommand;
  /** Both are known once the host listens. */
  readonly origin: () => string;
  /** At the connections; hands finished sign-ins to `verifications`. */
  readonly signIn: () => SignIn;
  readonly now: () => Date;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly fetch: typeof globalThis.fetch;
  readonly limits: TimeLimits;
}

/** The host as a Bot Framework channel: for bots, and for the page of people who use them. */
export interface Channel {
  readonly routes: readonly Route[];
  /** What a session's reader is told besides its flow. */
  follow(session: Session): (send: SendEvent) => () => void;
  /** What keeps an app's bots from working, one sentence each. */
  problems(app: AppPackage): readonly string[];
  isInstalled(app: AppPackage, user: Person): boolean;
  /** Of the action that a bot was last given this token for. */
  flowOf(token: string): Flow | undefined;
  /** Waits for no bot any more. */
  close(): void;
}

/** Puts the channel together; its keys are new with each call. */
export async function createChannel(options: ChannelOptions): Promise<Channel> {
  const { apps, users, sessions, connections, verifications, origin, signIn, now, randomBytes } = options;
  const closing = new AbortController();
  const newId = (): string => Buffer.from(randomBytes(16)).toString('hex');
  const serviceUrl = (): string => `${origin()}${servicePath}`;

  const keys = await createChannelKeys(now, newId());
  const tokens = await createConnectorTokens(now);
  const guard = createGuard(sessions, origin);
  const turns = createTurns();
  const bots = createBots(apps, options.registrations);
  const people = createPeople(users);
  const personalBots = bots.all.filter(({ appId }) =>
    apps.some(({ bot }) => bot?.id === appId && bot.scopes.includes('personal')),
  );
  const chat = createChat(createConversations(users, personalBots), now);

  const maker = createActivityMaker({ people, serviceUrl, now, newId: () => `f:${newId()}` });
  const { fetch, limits } = options;
  const deliver = createDeliverActivity({ keys, turns, fetch, now, limits, closing: closing.signal });
  const ask = createAskBot(deliver);
  const botChat = createBotChat({ chat, bots, people, maker, deliver, now });
  const cards = createCardRunner({ chat, bots, people, maker, ask, botChat, tokenServiceOrigin: origin });
  const extensions = createExtensionRunner({ bots, maker, ask, tokenServiceOrigin: origin });

  const places = { chat, bots, people, now, serviceUrl, tokenServiceOrigin: origin };
  const connector = { ...createConnectorMessages(places), ...createConnectorRosters(places) };
  const links = createSignInLinks(now, randomBytes);
  const toLink = (id: string): string => `${origin()}${signInLinkPath}?signin=${id}`;
  const handedOut = createHandedOutTokens();
  const tokenService = createTokenService({
    people,
    chat,
    vault: connections,
    verifications,
    links,
    handedOut,
    toLink,
  });
  const admitBot = createAdmitBot({ guard, tokens, bots, turns, now });

  return {
    routes: [
      ...createConnectorRoutes({ guard, keys, tokens, bots, turns, connector, admitBot, origin }),
      ...createTokenServiceRoutes({ guard, admitBot, turns, tokenService, links, sessions, signIn }),
      ...createExtensionRoutes({ guard, apps, chat, extensions, runCommand: options.runCommand }),
      ...createChatRoutes({ guard, apps, bots, chat, people, botChat, cards }),
    ],
    follow: (session) => followChat({ chat, people }, session),
    problems: (app) => findMissingBots(app, bots),
    isInstalled: ({ manifest, bot, botExtension }, user) =>
      (bot === undefined && botExtension === undefined) || chat.isInstalled(manifest.id, user),
    flowOf: handedOut.flowOf,
    close: () => closing.abort(),
  };
}
