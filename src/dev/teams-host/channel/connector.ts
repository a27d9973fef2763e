import { InvalidRequest } from '../../../errors.ts';
import { type HttpResponse, json } from '../../../http.ts';
import { isJsonObject, listMember, member, textMember } from '../app-package/json-value.ts';
import type { BotCall } from './admit-bot.ts';
import type { Bot, Bots } from './bots.ts';
import type { Chat } from './chat.ts';
import type { ChatMessage, MessageContent } from './chat-message.ts';
import { ConnectorFault, noActivity, noConversation, notInConversation, tooMany } from './connector-answer.ts';
import { type Conversation, splitThread, toThreadConversationId } from './conversation.ts';
import { parseOutgoingActivity } from './parse-outgoing-activity.ts';
import { type People, toMember } from './people.ts';
import { createRateLimit, memberLimits, sendLimits } from './rate-limit.ts';

export type ConnectorOperation = (call: Omit<BotCall, 'flow'>) => HttpResponse;

export interface Connector {
  readonly send: ConnectorOperation;
  readonly reply: ConnectorOperation;
  readonly update: ConnectorOperation;
  readonly remove: ConnectorOperation;
  readonly create: ConnectorOperation;
  readonly members: ConnectorOperation;
  readonly pagedMembers: ConnectorOperation;
  readonly member: ConnectorOperation;
  readonly team: ConnectorOperation;
  readonly teamChannels: ConnectorOperation;
}

export interface ConnectorOptions {
  readonly chat: Chat;
  readonly bots: Bots;
  readonly people: People;
  readonly now: () => Date;
  readonly serviceUrl: () => string;
}

interface Place {
  readonly conversation: Conversation;
  readonly threadId: string | undefined;
}

/**
 * The connector's operations, as Teams has them: a bot reaches conversations it is installed in, changes messages of its own,
 * and is held to the rates of Teams.
 * @see https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
 */
export function createConnector({ chat, bots, people, now, serviceUrl }: ConnectorOptions): Connector {
  const sends = createRateLimit(sendLimits, now);
  const reads = createRateLimit(memberLimits, now);

  function enter(bot: Bot, id: string | undefined): Place {
    const { conversationId, threadId } = splitThread(id ?? '');
    const conversation = chat.find(conversationId);
    if (conversation === undefined) {
      throw noConversation();
    }
    if (!bots.isIn(chat, bot.appId, conversation)) {
      throw notInConversation();
    }
    if (threadId !== undefined && (conversation.kind !== 'channel' || !chat.message(conversation, threadId))) {
      throw noConversation();
    }
    return { conversation, threadId };
  }

  function count(limit: typeof sends, bot: Bot, place: string): void {
    const seconds = limit.take(JSON.stringify([bot.appId, place]));
    if (seconds > 0) {
      throw tooMany(seconds);
    }
  }

  function post(bot: Bot, { conversation, threadId }: Place, body: unknown, answered?: string): HttpResponse {
    count(sends, bot, conversation.id);
    const activity = parseOutgoingActivity(body, { appId: bot.appId, kind: conversation.kind });
    if (activity.type === 'typing') {
      chat.tellTyping(conversation, bot);
      return json(201, { id: String(now().getTime()) });
    }
    const message = write(bot, { conversation, threadId }, activity.content, answered ?? activity.replyToId);
    return json(201, { id: message.id });
  }

  function write(bot: Bot, { conversation, threadId }: Place, content: MessageContent, answered?: string): ChatMessage {
    const replyTo = answered === undefined ? undefined : chat.message(conversation, answered);
    const root = conversation.kind === 'channel' ? (threadId ?? replyTo?.replyToId ?? replyTo?.id) : replyTo?.id;
    return chat.post(conversation, { kind: 'bot', appId: bot.appId, name: bot.name }, content, root);
  }

  function own(bot: Bot, { conversation }: Place, id: string | undefined): ChatMessage {
    const message = chat.message(conversation, id ?? '');
    if (message === undefined || message.deleted) {
      throw noActivity();
    }
    if (message.from.kind !== 'bot' || message.from.appId !== bot.appId) {
      throw new ConnectorFault(403, 'Forbidden', 'The message is not of this bot.');
    }
    return message;
  }

  function memberList(bot: Bot, id: string | undefined): readonly object[] {
    const { conversation } = enter(bot, id);
    count(reads, bot, conversation.id);
    return conversation.people.map((user) => toMember(people, bot.appId, user));
  }

  function openTeam(bot: Bot, id: string | undefined): Conversation {
    const channel = chat.all().find(({ team }) => team !== undefined && team.id === id);
    if (channel === undefined || !bots.isIn(chat, bot.appId, channel)) {
      throw channel === undefined ? noConversation() : notInConversation();
    }
    count(reads, bot, channel.id);
    return channel;
  }

  function openThread(bot: Bot, channelId: string, activity: unknown): HttpResponse {
    const { conversation } = enter(bot, channelId);
    if (conversation.kind !== 'channel' || activity === undefined) {
      throw new InvalidRequest('A new thread needs a channel and a first activity.', { field: 'channelData' });
    }
    count(sends, bot, conversation.id);
    const first = parseOutgoingActivity(activity, { appId: bot.appId, kind: conversation.kind });
    if (first.type !== 'message') {
      throw new InvalidRequest('A new thread begins with a message.', { field: 'activity' });
    }
    const { id } = write(bot, { conversation, threadId: undefined }, first.content);
    return json(201, { id: toThreadConversationId(conversation, id), activityId: id, serviceUrl: serviceUrl() });
  }

  return {
    send: ({ bot, params, body }) => post(bot, enter(bot, params.conversationId), body),

    reply({ bot, params, body }) {
      const place = enter(bot, params.conversationId);
      return post(bot, place, body, params.activityId);
    },

    update({ bot, params, body }) {
      const place = enter(bot, params.conversationId);
      const message = own(bot, place, params.activityId);
      count(sends, bot, place.conversation.id);
      const activity = parseOutgoingActivity(body, { appId: bot.appId, kind: place.conversation.kind });
      if (activity.type !== 'message') {
        throw new InvalidRequest('A message can be replaced by a message only.', { field: 'type' });
      }
      chat.change(message, { ...activity.content, editedAt: now() });
      return json(200, { id: message.id });
    },

    remove({ bot, params }) {
      const place = enter(bot, params.conversationId);
      const message = own(bot, place, params.activityId);
      count(sends, bot, place.conversation.id);
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
      const conversation = chat.personalChat(bot.appId, user);
      if (conversation === undefined || !bots.isIn(chat, bot.appId, conversation)) {
        throw notInConversation();
      }
      count(sends, bot, conversation.id);
      return json(201, { id: conversation.id, serviceUrl: serviceUrl() });
    },

    members: ({ bot, params }) => json(200, memberList(bot, params.conversationId)),

    pagedMembers({ bot, params, query }) {
      const all = memberList(bot, params.conversationId);
      const size = toNumber(query.get('pageSize'), 200);
      const from = toNumber(query.get('continuationToken'), 0);
      const next = from + Math.max(1, size);
      return json(200, {
        members: all.slice(from, next),
        ...(next < all.length ? { continuationToken: String(next) } : {}),
      });
    },

    member({ bot, params }) {
      const { conversation } = enter(bot, params.conversationId);
      count(reads, bot, conversation.id);
      const user = people.find(bot.appId, params.memberId ?? '');
      if (user === undefined || !conversation.people.includes(user)) {
        throw new ConnectorFault(404, 'MemberNotFoundInConversation', 'There is no such member in the conversation.');
      }
      return json(200, toMember(people, bot.appId, user));
    },

    team({ bot, params }) {
      const { team, tenantId } = openTeam(bot, params.teamId);
      return json(200, { id: team?.id, name: team?.name, tenantId, channelCount: 1 });
    },

    teamChannels({ bot, params }) {
      const { id } = openTeam(bot, params.teamId);
      // The General channel has no name of its own, so that clients can translate it.
      return json(200, { conversations: [{ id, name: null }] });
    },
  };
}

function toNumber(text: string | null, standard: number): number {
  if (text === null) {
    return standard;
  }
  if (!/^\d{1,6}$/.test(text)) {
    throw new InvalidRequest('"pageSize" is a number, "continuationToken" one that was given.');
  }
  return Number(text);
}
