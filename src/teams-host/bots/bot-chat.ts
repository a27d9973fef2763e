import { AppError } from '../../foundation/errors.ts';
import type { AppPackage } from '../app-package/app-package.ts';
import { adaptiveCardType } from '../cards/check-card.ts';
import type { Chat } from '../conversations/chat.ts';
import { isSame } from '../conversations/chat.ts';
import { type ChatAttachment, type ChatMessage, emptyContent } from '../conversations/chat-message.ts';
import type { Conversation } from '../conversations/conversation.ts';
import { type Mentioned, toMention, toMentionEntities } from '../conversations/mentions.ts';
import { type People, toBotChannelId } from '../conversations/people.ts';
import type { Flow } from '../flow/flow.ts';
import type { Person } from '../wire/person.ts';
import type { ActivityMaker, Occasion } from './activity.ts';
import type { Bot, Bots } from './bots.ts';
import type { DeliverActivity } from './deliver-activity.ts';
import { toHtml } from './message-payload.ts';

export interface NewMessage {
  readonly text: string;
  readonly replyToId?: string | undefined;
  readonly attachments: readonly ChatAttachment[];
  /** What the bot gets and nobody sees. */
  readonly value?: unknown;
  /** What the bot gets as text, where people see another. */
  readonly sentText?: string;
  /** Hears it also where nothing mentions it. */
  readonly to?: Bot;
}

/** Where a person acts, and which story of the flow panel it belongs to. */
export interface ChatUse {
  readonly user: Person;
  readonly conversation: Conversation;
  readonly flow: Flow;
}

/** What people do in a chat, and how bots are told of it. Nothing waits for a bot here. */
export interface BotChat {
  post(use: ChatUse, message: NewMessage): ChatMessage;
  edit(use: ChatUse, message: ChatMessage, text: string): void;
  remove(use: ChatUse, message: ChatMessage): void;
  react(use: ChatUse, message: ChatMessage, type: string, isRemoved: boolean): void;
  setInstalled(use: ChatUse, app: AppPackage, installed: boolean): void;
  /** Tells a bot of data of a card that nobody sees. */
  submit(use: ChatUse, bot: Bot, message: ChatMessage, value: unknown, text?: string): void;
}

export interface BotChatOptions {
  readonly chat: Chat;
  readonly bots: Bots;
  readonly people: People;
  readonly maker: ActivityMaker;
  readonly deliver: DeliverActivity;
  readonly now: () => Date;
}

export function createBotChat({ chat, bots, people, maker, deliver, now }: BotChatOptions): BotChat {
  function tell(
    { flow, ...place }: ChatUse,
    bot: Bot,
    type: string,
    rest: Readonly<Record<string, unknown>>,
    about?: ChatMessage,
  ): void {
    const threadId = about === undefined ? undefined : (about.replyToId ?? about.id);
    const occasion: Occasion = { ...place, bot, threadId };
    void deliver(maker.make(occasion, type, rest), occasion, flow).then((delivery) => {
      const current = about && chat.message(place.conversation, about.id);
      if (!delivery.ok && current?.from.kind === 'person' && type === 'message') {
        const problem = `${bot.name} did not take this message: ${delivery.why}`;
        chat.change(current, { problems: [...current.problems, problem] });
      }
    });
  }

  /** In person a bot hears everything, among others what mentions it. */
  function hearers({ conversation }: ChatUse, text: string, to?: Bot): readonly Bot[] {
    return bots.all.filter(
      (bot) =>
        bots.isIn(chat, bot.appId, conversation) &&
        (conversation.kind === 'personal' || bot === to || text.includes(toMention(bot))),
    );
  }

  /** Who is there, by the ids this bot knows. */
  function known(bot: Bot, conversation: Conversation): readonly Mentioned[] {
    const present = bots.all.filter(({ appId }) => bots.isIn(chat, appId, conversation));
    return [
      ...present.map(({ appId, name }) => ({ id: toBotChannelId(appId), name })),
      ...conversation.people.map((user) => ({ id: people.channelId(bot.appId, user), name: user.name })),
    ];
  }

  function toMessageActivity(
    bot: Bot,
    { conversation }: ChatUse,
    message: ChatMessage,
    { sentText, value }: Partial<NewMessage> = {},
  ) {
    const text = sentText ?? message.text;
    const html = { contentType: 'text/html', content: `<p>${toHtml(text)}</p>` };
    return {
      id: message.id,
      textFormat: 'plain',
      ...(text === '' ? {} : { text }),
      ...(value === undefined ? {} : { value }),
      attachments: [...toWireAttachments(message.attachments), ...(text === '' ? [] : [html])],
      entities: [
        ...toMentionEntities(text, known(bot, conversation)),
        { type: 'clientInfo', locale: 'en-US', country: 'US', platform: 'Web' },
      ],
    };
  }

  return {
    post(use, given) {
      const { user, conversation } = use;
      if (conversation.kind === 'personal' && !bots.isIn(chat, conversation.botAppId ?? '', conversation)) {
        throw new AppError(409, 'not_installed', 'Add the app before you write to it.');
      }
      const root = given.replyToId === undefined ? undefined : chat.message(conversation, given.replyToId);
      const replyToId = conversation.kind === 'channel' ? (root?.replyToId ?? root?.id) : undefined;
      const { text, attachments } = given;
      const message = chat.post(
        conversation,
        { kind: 'person', user },
        { ...emptyContent, text, attachments },
        { replyToId },
      );
      for (const bot of hearers(use, text, given.to)) {
        tell(use, bot, 'message', toMessageActivity(bot, use, message, given), message);
      }
      return message;
    },

    edit(use, message, text) {
      const before = message.text;
      chat.change(message, { text, editedAt: now() });
      const edited = { ...message, text };
      for (const bot of hearers(use, `${before} ${text}`)) {
        const activity = { ...toMessageActivity(bot, use, edited), channelData: { eventType: 'editMessage' } };
        tell(use, bot, 'messageUpdate', activity, message);
      }
    },

    remove(use, message) {
      chat.remove(message);
      for (const bot of hearers(use, message.text)) {
        tell(use, bot, 'messageDelete', { id: message.id, channelData: { eventType: 'softDeleteMessage' } }, message);
      }
    },

    react(use, message, type, isRemoved) {
      const before = message.reactions[type] ?? [];
      const others = before.filter((id) => id !== use.user.id);
      const after = isRemoved ? others : [...others, use.user.id];
      chat.change(message, { reactions: { ...message.reactions, [type]: after } });
      const { from } = message;
      const bot = from.kind === 'bot' ? bots.find(from.appId) : undefined;
      if (bot !== undefined && bots.isIn(chat, bot.appId, use.conversation)) {
        const change = { [isRemoved ? 'reactionsRemoved' : 'reactionsAdded']: [{ type }] };
        tell(use, bot, 'messageReaction', { ...change, replyToId: message.id }, message);
      }
    },

    setInstalled(use, app, installed) {
      const { user, conversation } = use;
      const bot = bots.find(app.bot?.id ?? '');
      const wasInstalled = chat.isInstalled(app.manifest.id, conversation);
      chat.setInstalled(app.manifest.id, conversation, installed);
      if (conversation.kind === 'personal') {
        chat.setInstalled(app.manifest.id, user, installed);
      }
      if (bot === undefined || wasInstalled === installed) {
        return;
      }
      const member = { id: toBotChannelId(bot.appId), name: bot.name };
      const person = { id: people.channelId(bot.appId, user), aadObjectId: user.id };
      const isPersonal = conversation.kind === 'personal';
      if (installed || !isPersonal) {
        tell(use, bot, 'conversationUpdate', {
          [installed ? 'membersAdded' : 'membersRemoved']: isPersonal ? [person, member] : [member],
          ...(conversation.kind === 'channel'
            ? { channelData: { eventType: installed ? 'teamMemberAdded' : 'teamMemberRemoved' } }
            : {}),
        });
      }
      tell(use, bot, 'installationUpdate', { action: installed ? 'add' : 'remove' });
    },

    submit(use, bot, message, value, text) {
      const said = text === undefined ? {} : { text, textFormat: 'plain' };
      tell(use, bot, 'message', { ...said, value, replyToId: message.id }, message);
    },
  };
}

/** A person changes messages of their own only. */
export function isAuthor({ from }: ChatMessage, user: Person): boolean {
  return from.kind === 'person' && isSame(from.user, user);
}

function toWireAttachments(attachments: readonly ChatAttachment[]): readonly object[] {
  return attachments.flatMap((attachment) =>
    attachment.kind === 'card' ? [{ contentType: adaptiveCardType, content: attachment.card }] : [],
  );
}
