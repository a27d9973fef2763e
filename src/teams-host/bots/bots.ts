import type { AppPackage } from '../app-package/app-package.ts';
import type { Conversation } from '../conversations/conversation.ts';
import type { Conversations } from '../conversations/conversations.ts';
import type { BotRegistration } from '../vault/registration.ts';

/** A bot that a loaded package names. */
export interface Bot {
  /** GUID in lower case. */
  readonly appId: string;
  /** Name of its app; if several packages name the bot, of the first one that lets people chat with it. */
  readonly name: string;
  /** Whether people can chat with it in a personal chat. */
  readonly isPersonal: boolean;
  /** Undefined if the bot is not registered, so that no activity can be sent to it. */
  readonly registration: BotRegistration | undefined;
}

/** Returns each bot of the packages once. */
export function toBots(apps: readonly AppPackage[], registrations: readonly BotRegistration[]): readonly Bot[] {
  const ids = apps.flatMap(({ bot, botExtension }) => [bot?.id, botExtension?.botId]);
  return [...new Set(ids)].flatMap((appId) => {
    const chatApps = apps.filter(({ bot }) => bot?.id === appId);
    const [app] = [...chatApps, ...apps.filter(({ botExtension }) => botExtension?.botId === appId)];
    if (appId === undefined || app === undefined) {
      return [];
    }
    return {
      appId,
      name: app.manifest.name,
      isPersonal: chatApps.some(({ bot }) => bot?.scopes.includes('personal')),
      registration: registrations.find((candidate) => candidate.appId.toLowerCase() === appId),
    };
  });
}

/** The bots of the loaded packages, and where they are installed. */
export interface Bots {
  readonly all: readonly Bot[];
  find(appId: string): Bot | undefined;
  /** The apps whose bot can be installed in this conversation. */
  appsFor(conversation: Conversation): readonly AppPackage[];
  /** The apps with this bot that are installed in the conversation. */
  appsOf(appId: string, conversation: Conversation): readonly AppPackage[];
  /** Whether an app with this bot is installed in the conversation. */
  isIn(appId: string, conversation: Conversation): boolean;
}

const scopeOf = { personal: 'personal', groupChat: 'groupChat', channel: 'team' } as const;

/** Creates the directory of bots. @param conversations knows which apps are installed where. */
export function createBots(
  all: readonly Bot[],
  apps: readonly AppPackage[],
  conversations: Pick<Conversations, 'isInstalled'>,
): Bots {
  const appsFor: Bots['appsFor'] = ({ kind, botAppId }) =>
    kind === 'pair'
      ? []
      : apps.filter(
          ({ bot }) => bot?.scopes.includes(scopeOf[kind]) === true && (kind !== 'personal' || bot.id === botAppId),
        );
  const appsOf: Bots['appsOf'] = (appId, conversation) =>
    appsFor(conversation).filter(
      ({ bot, manifest }) => bot?.id === appId && conversations.isInstalled(manifest.id, conversation),
    );
  return {
    all,
    find: (appId) => all.find((bot) => bot.appId === appId.toLowerCase()),
    appsFor,
    appsOf,
    isIn: (appId, conversation) => appsOf(appId, conversation).length > 0,
  };
}

/** Returns one sentence with the remedy for each unregistered bot of a package. */
export function findMissingBots({ bot, botExtension }: AppPackage, bots: Bots): readonly string[] {
  const ids = new Set([bot?.id, botExtension?.botId].filter((id) => id !== undefined));
  return [...ids]
    .filter((id) => bots.find(id)?.registration === undefined)
    .map((id) => `manifest.json: the bot ${id} is not registered. Add {"kind": "bot", …} to the registrations file.`);
}
