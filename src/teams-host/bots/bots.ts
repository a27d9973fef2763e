import type { AppPackage } from '../app-package/app-package.ts';
import type { Chat } from '../conversations/chat.ts';
import type { Conversation } from '../conversations/conversation.ts';
import type { BotRegistration } from '../vault/registration.ts';

/** A bot that the loaded packages speak of. */
export interface Bot {
  /** GUID in lower case. */
  readonly appId: string;
  readonly name: string;
  /** Undefined for a bot that nobody registered: nothing can be sent to it. */
  readonly registration: BotRegistration | undefined;
}

export interface Bots {
  readonly all: readonly Bot[];
  /** Those that people can talk to in a personal chat. */
  readonly personal: readonly Bot[];
  find(appId: string): Bot | undefined;
  /** The apps whose bot may be in this conversation. */
  appsFor(conversation: Conversation): readonly AppPackage[];
  /** The packages with this bot that are installed in the conversation. */
  appsOf(chat: Chat, appId: string, conversation: Conversation): readonly AppPackage[];
  /** Whether there is one. */
  isIn(chat: Chat, appId: string, conversation: Conversation): boolean;
}

const scopeOf = { personal: 'personal', groupChat: 'groupChat', channel: 'team' } as const;

export function createBots(packages: readonly AppPackage[], registrations: readonly BotRegistration[]): Bots {
  const all = new Map<string, Bot>();
  // Two packages may carry one bot: it goes by the name of the first that lets people talk to it.
  const talking = new Set<string>();
  for (const { manifest, bot, botExtension } of packages) {
    for (const appId of [bot?.id, botExtension?.botId]) {
      if (appId !== undefined && (!all.has(appId) || (appId === bot?.id && !talking.has(appId)))) {
        const registration = registrations.find((candidate) => candidate.appId.toLowerCase() === appId);
        all.set(appId, { appId, name: manifest.name, registration });
      }
    }
    if (bot !== undefined) {
      talking.add(bot.id);
    }
  }
  const appsFor: Bots['appsFor'] = ({ kind, botAppId }) =>
    kind === 'pair'
      ? []
      : packages.filter(
          ({ bot }) => bot?.scopes.includes(scopeOf[kind]) === true && (kind !== 'personal' || bot.id === botAppId),
        );
  const appsOf: Bots['appsOf'] = (chat, appId, conversation) =>
    appsFor(conversation).filter(
      ({ bot, manifest }) => bot?.id === appId && chat.isInstalled(manifest.id, conversation),
    );
  return {
    all: [...all.values()],
    personal: [...all.values()].filter(({ appId }) =>
      packages.some(({ bot }) => bot?.id === appId && bot.scopes.includes('personal')),
    ),
    find: (appId) => all.get(appId.toLowerCase()),
    appsFor,
    appsOf,
    isIn: (chat, appId, conversation) => appsOf(chat, appId, conversation).length > 0,
  };
}

/** What keeps a package's bots from being reached, one sentence each. */
export function findMissingBots({ bot, botExtension }: AppPackage, bots: Bots): readonly string[] {
  const ids = new Set([bot?.id, botExtension?.botId].filter((id) => id !== undefined));
  return [...ids]
    .filter((id) => bots.find(id)?.registration === undefined)
    .map((id) => `manifest.json: nobody registered the bot ${id}. Add {"kind": "bot", …} to the registrations file.`);
}
