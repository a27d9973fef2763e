import type { Route } from '../../../http.ts';
import type { AppPackage } from '../app-package/app-package.ts';
import type { RunCommand } from '../command/run-command.ts';
import type { Flow } from '../flow/flow.ts';
import { createChatRoutes, followChat } from '../routes/chat-routes.ts';
import type { SendEvent } from '../routes/event-stream.ts';
import { createExtensionRoutes } from '../routes/extension-routes.ts';
import { createGuard } from '../routes/guard.ts';
import type { HostUser } from '../session/host-user.ts';
import type { Session } from '../session/session.ts';
import type { Sessions } from '../session/sessions.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { createHandedOutTokens } from '../token-service/handed-out-tokens.ts';
import { createSignInLinks } from '../token-service/sign-in-links.ts';
import { createTokenService } from '../token-service/token-service.ts';
import { createTokenServiceRoutes, signInLinkPath } from '../token-service/token-service-routes.ts';
import type { Verifications } from '../token-service/verifications.ts';
import type { BotRegistration } from '../vault/registration.ts';
import type { Vault } from '../vault/vault.ts';
import { createActivityMaker } from './activity.ts';
import { createAdmitBot } from './admit-bot.ts';
import { createAskBot } from './ask-bot.ts';
import { createBotChat } from './bot-chat.ts';
import { createBots, findMissingBots } from './bots.ts';
import { createCardRunner } from './card-runner.ts';
import { createChannelKeys } from './channel-keys.ts';
import { createChat } from './chat.ts';
import { createConnectorMessages } from './connector-messages.ts';
import { createConnectorRosters } from './connector-rosters.ts';
import { createConnectorRoutes, servicePath } from './connector-routes.ts';
import { createConnectorTokens } from './connector-tokens.ts';
import { createConversations } from './create-conversations.ts';
import { createDeliverActivity, type TimeLimits } from './deliver-activity.ts';
import { createExtensionRunner } from './extension-runner.ts';
import { createPeople } from './people.ts';
import { createTurns } from './turns.ts';

export interface ChannelOptions {
  readonly apps: readonly AppPackage[];
  readonly registrations: readonly BotRegistration[];
  readonly users: readonly HostUser[];
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
  isInstalled(app: AppPackage, user: HostUser): boolean;
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
