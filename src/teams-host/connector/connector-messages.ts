import { InvalidRequest } from '../../foundation/errors.ts';
import { type HttpResponse, json } from '../../foundation/http.ts';
import { isJsonObject, listMember, member, textMember } from '../../foundation/json-value.ts';
import { toPopUpRules } from '../bots/answers/answer-rules.ts';
import type { Bot } from '../bots/bots.ts';
import { type Conversation, toThreadConversationId } from '../conversations/conversation.ts';
import type { MessageContent, PostedMessage } from '../conversations/posted-message.ts';
import type { BotCall } from './admit-bot.ts';
import { ConnectorFault, noActivity, notInConversation } from './connector-answer.ts';
import { type ConnectorOperation, type ConnectorOptions, count, enter, type Place } from './connector-place.ts';
import { type OutgoingActivity, parseOutgoingActivity } from './parse-outgoing-activity.ts';
import { createRateLimit, sendLimits } from './rate-limit.ts';

export interface ConnectorMessages {
  readonly send: ConnectorOperation;
  readonly reply: ConnectorOperation;
  readonly update: ConnectorOperation;
  readonly remove: ConnectorOperation;
  readonly create: ConnectorOperation;
}

/**
 * What bots write: in conversations they are installed in, changing messages of their own, at the rates of Teams.
 * @see https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
 */
export function createConnectorMessages(options: ConnectorOptions): ConnectorMessages {
  const { chat, bots, people, now, serviceUrl, origin } = options;
  const sends = createRateLimit(sendLimits, now);

  function parse(body: unknown, { appId }: Bot, conversation: Conversation): OutgoingActivity {
    const popUps = toPopUpRules(bots.appsOf(appId, conversation), origin);
    return parseOutgoingActivity(body, { appId, kind: conversation.kind, popUps });
  }

  /** A targeted message is for its recipient alone. */
  function aim(bot: Bot, place: Place, { query, body }: Pick<BotCall, 'query' | 'body'>): Place {
    if (query.get('isTargetedActivity') !== 'true') {
      return place;
    }
    const onlyFor = people.find(bot.appId, textMember(member(body, 'recipient'), 'id') ?? '');
    if (
      onlyFor === undefined ||
      !place.conversation.people.includes(onlyFor) ||
      place.conversation.kind === 'personal'
    ) {
      const message = 'A targeted message is for one person of a group chat or channel: name it as recipient.';
      throw new InvalidRequest(message, { field: 'recipient' });
    }
    return { ...place, onlyFor };
  }

  function post(bot: Bot, place: Place, body: unknown, answered?: string): HttpResponse {
    const { conversation } = place;
    count(sends, bot, conversation);
    const activity = parse(body, bot, conversation);
    if (activity.type === 'typing') {
      chat.notifyTyping(conversation, bot);
      return json(201, { id: String(now().getTime()) });
    }
    const message = write(bot, place, activity.content, answered ?? activity.replyToId);
    return json(201, { id: message.id });
  }

  function write(bot: Bot, place: Place, content: MessageContent, answered?: string): PostedMessage {
    const { conversation, threadId, onlyFor } = place;
    const replyTo = answered === undefined ? undefined : chat.message(conversation, answered);
    const root = conversation.kind === 'channel' ? (threadId ?? replyTo?.replyToId ?? replyTo?.id) : replyTo?.id;
    const author = { kind: 'bot', appId: bot.appId, name: bot.name } as const;
    return chat.post(conversation, author, content, { replyToId: root, onlyFor });
  }

  function own(bot: Bot, { conversation }: Place, id: string | undefined): PostedMessage {
    const message = chat.message(conversation, id ?? '');
    if (message === undefined || message.deleted) {
      throw noActivity();
    }
    if (message.from.kind !== 'bot' || message.from.appId !== bot.appId) {
      throw new ConnectorFault(403, 'Forbidden', 'The message is not of this bot.');
    }
    return message;
  }

  /** Writes the message that a chat or thread begins with. */
  function begin(bot: Bot, conversation: Conversation, body: unknown): PostedMessage {
    const activity = parse(body, bot, conversation);
    if (activity.type !== 'message') {
      throw new InvalidRequest('A conversation begins with a message.', { field: 'activity' });
    }
    return write(bot, { conversation, threadId: undefined }, activity.content);
  }

  function openThread(bot: Bot, channelId: string, activity: unknown): HttpResponse {
    const { conversation } = enter(options, bot, channelId);
    if (conversation.kind !== 'channel' || activity === undefined) {
      throw new InvalidRequest('A new thread needs a channel and a first activity.', { field: 'channelData' });
    }
    count(sends, bot, conversation);
    const { id } = begin(bot, conversation, activity);
    return json(201, { id: toThreadConversationId(conversation, id), activityId: id, serviceUrl });
  }

  return {
    send: (call) =>
      post(call.bot, aim(call.bot, enter(options, call.bot, call.params.conversationId), call), call.body),

    reply: (call) => {
      const place = aim(call.bot, enter(options, call.bot, call.params.conversationId), call);
      return post(call.bot, place, call.body, call.params.activityId);
    },

    update({ bot, params, body }) {
      const place = enter(options, bot, params.conversationId);
      const message = own(bot, place, params.activityId);
      count(sends, bot, place.conversation);
      const activity = parse(body, bot, place.conversation);
      if (activity.type !== 'message') {
        throw new InvalidRequest('A message can be replaced by a message only.', { field: 'type' });
      }
      chat.change(message, { ...activity.content, editedAt: now() });
      return json(200, { id: message.id });
    },

    remove({ bot, params }) {
      const place = enter(options, bot, params.conversationId);
      const message = own(bot, place, params.activityId);
      count(sends, bot, place.conversation);
      chat.remove(message);
      return { status: 200 };
    },

    create({ bot, body }) {
      const channelData = member(body, 'channelData');
      const channelId = textMember(member(channelData, 'channel'), 'id');
      if (channelId !== undefined) {
        return openThread(bot, channelId, member(body, 'activity'));
      }
      const tenantId = textMember(body, 'tenantId') ?? textMember(member(channelData, 'tenant'), 'id');
      const [first, ...others] = listMember(body, 'members');
      const user = people.find(bot.appId, textMember(first, 'id') ?? '');
      if (!isJsonObject(body) || body.isGroup === true || others.length > 0 || tenantId === undefined) {
        const message = 'Name one member, and the tenant; groups and chats of several cannot be made by bots.';
        throw new InvalidRequest(message, { field: 'members' });
      }
      if (user === undefined || user.tenantId !== tenantId) {
        throw new ConnectorFault(403, 'Forbidden', 'The bot knows no such person in this tenant.');
      }
      const conversation = chat.personal(bot.appId, user);
      if (conversation === undefined || !bots.isIn(bot.appId, conversation)) {
        throw notInConversation();
      }
      count(sends, bot, conversation);
      const opened = { id: conversation.id, serviceUrl };
      if (body.activity === undefined || body.activity === null) {
        return json(201, opened);
      }
      return json(201, { ...opened, activityId: begin(bot, conversation, body.activity).id });
    },
  };
}
