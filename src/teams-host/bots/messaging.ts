import { AppError } from '../../foundation/errors.ts';
import type { JsonObject } from '../../foundation/json-value.ts';
import type { AppPackage } from '../app-package/app-package.ts';
import { adaptiveCardType } from '../cards/check-card.ts';
import type { Conversation } from '../conversations/conversation.ts';
import { type Conversations, isSamePerson } from '../conversations/conversations.ts';
import { type Directory, toBotChannelId } from '../conversations/directory.ts';
import { type Mentioned, toMention, toMentionEntities } from '../conversations/mentions.ts';
import { emptyContent, type PostedMessage } from '../conversations/posted-message.ts';
import type { Attachment, ReactionType } from '../wire/message.ts';
import type { Person } from '../wire/person.ts';
import type { ActionContext, ActivityParts, BuildActivity } from './activity-builder.ts';
import type { Bot, Bots } from './bots.ts';
import type { DeliverActivity } from './deliver-activity.ts';
import { toHtml } from './message-payload.ts';

export interface NewMessage {
  readonly text: string;
  readonly replyToId?: string | undefined;
  readonly attachments: readonly Attachment[];
  /** Data for the bots; people do not see it. */
  readonly value?: unknown;
  /** The text that is sent to bots instead of `text`. */
  readonly sentText?: string;
  /** A bot that receives the message even if the text does not mention it. */
  readonly to?: Bot;
}

/** The actions of people in conversations. Bots are notified without waiting for their responses. */
export interface Messaging {
  /** @throws AppError 409 in a personal chat with a bot that is not installed. */
  post(context: ActionContext, message: NewMessage): PostedMessage;
  edit(context: ActionContext, message: PostedMessage, text: string): void;
  remove(context: ActionContext, message: PostedMessage): void;
  react(context: ActionContext, message: PostedMessage, type: ReactionType, isRemoved: boolean): void;
  setInstalled(context: ActionContext, app: AppPackage, installed: boolean): void;
  /** Sends a bot the data of a card's button, without a message that people see. */
  submit(context: ActionContext, bot: Bot, message: PostedMessage, value: unknown, text?: string): void;
}

export interface MessagingOptions {
  readonly conversations: Conversations;
  readonly bots: Bots;
  readonly directory: Directory;
  readonly build: BuildActivity;
  readonly deliver: DeliverActivity;
  readonly now: () => Date;
}

export function createMessaging({ conversations, bots, directory, build, deliver, now }: MessagingOptions): Messaging {
  function notify(context: ActionContext, bot: Bot, type: string, parts: ActivityParts, about?: PostedMessage): void {
    const { user, conversation } = context;
    const activity = build({ user, conversation, bot, threadId: about?.replyToId ?? about?.id }, type, parts);
    void deliver(activity, bot, context).then((delivery) => {
      const current = about && conversations.message(conversation, about.id);
      if (!delivery.ok && current?.from.kind === 'person' && type === 'message') {
        const problem = `${bot.name} did not accept this message: ${delivery.why}`;
        conversations.change(current, { problems: [...current.problems, problem] });
      }
    });
  }

  /** A bot receives every message of its personal chats; elsewhere only those that mention it. */
  function recipients({ conversation }: ActionContext, text: string, to?: Bot): readonly Bot[] {
    return bots.all.filter(
      (bot) =>
        bots.isIn(bot.appId, conversation) &&
        (conversation.kind === 'personal' || bot === to || text.includes(toMention(bot))),
    );
  }

  /** Returns the members of a conversation, with their ids for this bot. */
  function membersFor(bot: Bot, conversation: Conversation): readonly Mentioned[] {
    const present = bots.all.filter(({ appId }) => bots.isIn(appId, conversation));
    return [
      ...present.map(({ appId, name }) => ({ id: toBotChannelId(appId), name })),
      ...conversation.people.map((person) => ({ id: directory.accountId(bot.appId, person), name: person.name })),
    ];
  }

  function toMessageParts(
    bot: Bot,
    { conversation }: ActionContext,
    message: PostedMessage,
    { sentText, value }: Partial<NewMessage> = {},
  ): ActivityParts {
    const text = sentText ?? message.text;
    const html = { contentType: 'text/html', content: `<p>${toHtml(text)}</p>` };
    return {
      id: message.id,
      textFormat: 'plain',
      text: text || undefined,
      value,
      attachments: [...toCardAttachments(message.attachments), ...(text === '' ? [] : [html])],
      entities: [
        ...toMentionEntities(text, membersFor(bot, conversation)),
        { type: 'clientInfo', locale: 'en-US', country: 'US', platform: 'Web' },
      ],
    };
  }

  return {
    post(context, given) {
      const { user, conversation } = context;
      if (conversation.kind === 'personal' && !bots.isIn(conversation.botAppId ?? '', conversation)) {
        throw new AppError(409, 'not_installed', 'Add the app before you write to it.');
      }
      const root = given.replyToId === undefined ? undefined : conversations.message(conversation, given.replyToId);
      const replyToId = conversation.kind === 'channel' ? (root?.replyToId ?? root?.id) : undefined;
      const { text, attachments } = given;
      const content = { ...emptyContent, text, attachments };
      const message = conversations.post(conversation, { kind: 'person', user }, content, { replyToId });
      for (const bot of recipients(context, text, given.to)) {
        notify(context, bot, 'message', toMessageParts(bot, context, message, given), message);
      }
      return message;
    },

    edit(context, message, text) {
      conversations.change(message, { text, editedAt: now() });
      for (const bot of recipients(context, `${message.text} ${text}`)) {
        const parts = toMessageParts(bot, context, { ...message, text });
        notify(context, bot, 'messageUpdate', { ...parts, channelData: { eventType: 'editMessage' } }, message);
      }
    },

    remove(context, message) {
      conversations.remove(message);
      for (const bot of recipients(context, message.text)) {
        const parts = { id: message.id, channelData: { eventType: 'softDeleteMessage' } };
        notify(context, bot, 'messageDelete', parts, message);
      }
    },

    react(context, message, type, isRemoved) {
      const others = (message.reactions.get(type) ?? []).filter((id) => id !== context.user.id);
      const people = isRemoved ? others : [...others, context.user.id];
      conversations.change(message, { reactions: new Map(message.reactions).set(type, people) });
      const { from } = message;
      const bot = from.kind === 'bot' ? bots.find(from.appId) : undefined;
      if (bot !== undefined && bots.isIn(bot.appId, context.conversation)) {
        const change = { [isRemoved ? 'reactionsRemoved' : 'reactionsAdded']: [{ type }] };
        notify(context, bot, 'messageReaction', { ...change, replyToId: message.id }, message);
      }
    },

    setInstalled(context, app, installed) {
      const { user, conversation } = context;
      const isPersonal = conversation.kind === 'personal';
      const bot = bots.find(app.bot?.id ?? '');
      const wasInstalled = conversations.isInstalled(app.manifest.id, conversation);
      conversations.setInstalled(app.manifest.id, conversation, installed);
      if (isPersonal) {
        conversations.setInstalled(app.manifest.id, user, installed);
      }
      if (bot === undefined || wasInstalled === installed) {
        return;
      }
      if (installed || !isPersonal) {
        const member = { id: toBotChannelId(bot.appId), name: bot.name };
        const person = { id: directory.accountId(bot.appId, user), aadObjectId: user.id };
        const eventType = installed ? 'teamMemberAdded' : 'teamMemberRemoved';
        notify(context, bot, 'conversationUpdate', {
          [installed ? 'membersAdded' : 'membersRemoved']: isPersonal ? [person, member] : [member],
          channelData: conversation.kind === 'channel' ? { eventType } : undefined,
        });
      }
      notify(context, bot, 'installationUpdate', { action: installed ? 'add' : 'remove' });
    },

    submit(context, bot, message, value, text) {
      const textFormat = text === undefined ? undefined : 'plain';
      notify(context, bot, 'message', { text, textFormat, value, replyToId: message.id }, message);
    },
  };
}

/** Whether the person wrote the message, and may therefore edit and delete it. */
export function isAuthor({ from }: PostedMessage, user: Person): boolean {
  return from.kind === 'person' && isSamePerson(from.user, user);
}

function toCardAttachments(attachments: readonly Attachment[]): readonly JsonObject[] {
  return attachments.flatMap((attachment) =>
    attachment.kind === 'card' ? [{ contentType: adaptiveCardType, content: attachment.card }] : [],
  );
}
