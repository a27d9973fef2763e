import { InvalidRequest } from '../../foundation/errors.ts';
import { json } from '../../foundation/http.ts';
import { isJsonObject, member, textMember } from '../../foundation/json-value.ts';
import { listMember } from '../../local/list-member.ts';
import { toPopUpRules } from '../bots/answers/answer-rules.ts';
import type { Bot } from '../bots/bots.ts';
import { type Conversation, toThreadConversationId } from '../conversations/conversation.ts';
import type { MessageContent, PostedMessage } from '../conversations/posted-message.ts';
import type { BotCall, BotCallAnswer } from './admit-bot.ts';
import { ConnectorFault, noActivity, notInConversation } from './connector-fault.ts';
import { findPlace, type Operation, type OperationOptions, type Place, verifyRate } from './operation.ts';
import { type OutgoingActivity, parseOutgoingActivity } from './parse-outgoing-activity.ts';
import { createRateLimit, sendLimits } from './rate-limit.ts';
import { createStreamRules, type StreamPart } from './stream-rules.ts';

export interface MessageOperations {
  readonly send: Operation;
  readonly reply: Operation;
  readonly update: Operation;
  readonly remove: Operation;
  readonly create: Operation;
}

/**
 * Creates the operations that post messages in conversations in which the bot is installed, and change its own
 * messages, at the rates that Teams allows.
 * @see https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
 */
export function createMessageOperations(options: OperationOptions): MessageOperations {
  const { conversations, bots, directory, now, serviceUrl, origin } = options;
  const limit = createRateLimit(sendLimits, now);
  const streams = createStreamRules(now);

  function parse(body: unknown, { appId }: Bot, conversation: Conversation): OutgoingActivity {
    const popUps = toPopUpRules(bots.appsOf(appId, conversation), origin);
    return parseOutgoingActivity(body, { appId, kind: conversation.kind, popUps });
  }

  /** A targeted message is visible to its recipient only. */
  function findTarget({ bot, params, query, body }: Omit<BotCall, 'flow'>): Place {
    const place = findPlace(options, bot, params.conversationId);
    if (query.get('isTargetedActivity') !== 'true') {
      return place;
    }
    const { conversation } = place;
    const onlyFor = directory.find(bot.appId, textMember(member(body, 'recipient'), 'id') ?? '');
    if (onlyFor === undefined || !conversation.people.includes(onlyFor) || conversation.kind === 'personal') {
      const message = 'A targeted message is for one member of a group chat or channel: name that member as recipient.';
      throw new InvalidRequest(message, { field: 'recipient' });
    }
    return { ...place, onlyFor };
  }

  function post(call: Omit<BotCall, 'flow'>, answeredId?: string): BotCallAnswer {
    const { bot, body } = call;
    const place = findTarget(call);
    const { conversation } = place;
    verifyRate(limit, bot, conversation);
    const activity = parse(body, bot, conversation);
    if (activity.type === 'typing') {
      conversations.notifyTyping(conversation, bot);
      return json(201, { id: String(now().getTime()) });
    }
    const { content, replyToId, stream } = activity;
    if (stream?.id !== undefined) {
      return continueStream(bot, place, content, { ...stream, id: stream.id });
    }
    if (stream !== undefined) {
      streams.verifyFirst(stream, conversation.kind);
    }
    const message = write(bot, place, content, answeredId ?? replyToId);
    if (stream !== undefined) {
      streams.begin(message.id, stream);
    }
    return { ...json(201, { id: message.id }), isAnswer: true };
  }

  /** Replaces a streamed message by its next part. */
  function continueStream(
    bot: Bot,
    place: Place,
    content: MessageContent,
    part: StreamPart & { readonly id: string },
  ): BotCallAnswer {
    const message = findOwn(bot, place, part.id);
    const answer = { ...json(202, { id: message.id }), isAnswer: true };
    switch (streams.takeNext(message.id, part)) {
      case 'late':
        return { ...answer, hop: { note: 'The part arrived after a later one. Teams drops it.' } };
      case 'expired': {
        const problem = 'The bot did not complete the stream within two minutes.';
        conversations.change(message, { streaming: undefined, problems: [...message.problems, problem] });
        throw new ConnectorFault(
          403,
          'ContentStreamNotAllowed',
          'Content stream finished due to exceeded streaming time.',
        );
      }
      case 'next': {
        const problems = part.type === 'final' ? streams.end(message.id) : [];
        conversations.change(message, { ...content, problems: [...content.problems, ...problems] });
        return answer;
      }
    }
  }

  function write(bot: Bot, place: Place, content: MessageContent, answeredId?: string): PostedMessage {
    const { conversation, threadId, onlyFor } = place;
    const answered = answeredId === undefined ? undefined : conversations.message(conversation, answeredId);
    const replyToId =
      conversation.kind === 'channel' ? (threadId ?? answered?.replyToId ?? answered?.id) : answered?.id;
    const author = { kind: 'bot', appId: bot.appId, name: bot.name } as const;
    return conversations.post(conversation, author, content, { replyToId, onlyFor });
  }

  function findOwn(bot: Bot, { conversation }: Place, id: string | undefined): PostedMessage {
    const message = conversations.message(conversation, id ?? '');
    if (message === undefined || message.deleted) {
      throw noActivity();
    }
    if (message.from.kind !== 'bot' || message.from.appId !== bot.appId) {
      throw new ConnectorFault(403, 'Forbidden', 'The message was posted by another author.');
    }
    return message;
  }

  /** Posts the first message of a personal chat or thread. */
  function begin(bot: Bot, conversation: Conversation, body: unknown): PostedMessage {
    const activity = parse(body, bot, conversation);
    if (activity.type !== 'message') {
      throw new InvalidRequest('A conversation must begin with a message.', { field: 'activity' });
    }
    return write(bot, { conversation, threadId: undefined }, activity.content);
  }

  function createThread(bot: Bot, channelId: string, activity: unknown): BotCallAnswer {
    const { conversation } = findPlace(options, bot, channelId);
    if (conversation.kind !== 'channel' || activity === undefined) {
      throw new InvalidRequest('A new thread needs a channel and a first activity.', { field: 'channelData' });
    }
    verifyRate(limit, bot, conversation);
    const { id } = begin(bot, conversation, activity);
    return {
      ...json(201, { id: toThreadConversationId(conversation, id), activityId: id, serviceUrl }),
      isAnswer: true,
    };
  }

  return {
    send: (call) => post(call),

    reply: (call) => post(call, call.params.activityId),

    update({ bot, params, body }) {
      const place = findPlace(options, bot, params.conversationId);
      const message = findOwn(bot, place, params.activityId);
      verifyRate(limit, bot, place.conversation);
      const activity = parse(body, bot, place.conversation);
      if (activity.type !== 'message') {
        throw new InvalidRequest('A message can only be replaced by a message.', { field: 'type' });
      }
      streams.end(message.id);
      conversations.change(message, { ...activity.content, editedAt: now() });
      return { ...json(200, { id: message.id }), isAnswer: true };
    },

    remove({ bot, params }) {
      const place = findPlace(options, bot, params.conversationId);
      const message = findOwn(bot, place, params.activityId);
      verifyRate(limit, bot, place.conversation);
      conversations.remove(message);
      return { status: 200, isAnswer: true };
    },

    create({ bot, body }) {
      const channelData = member(body, 'channelData');
      const channelId = textMember(member(channelData, 'channel'), 'id');
      if (channelId !== undefined) {
        return createThread(bot, channelId, member(body, 'activity'));
      }
      const tenantId = textMember(body, 'tenantId') ?? textMember(member(channelData, 'tenant'), 'id');
      const [first, ...others] = listMember(body, 'members');
      const person = directory.find(bot.appId, textMember(first, 'id') ?? '');
      if (!isJsonObject(body) || body.isGroup === true || others.length > 0 || tenantId === undefined) {
        const message = 'Name one member, and the tenant. Bots cannot create group chats.';
        throw new InvalidRequest(message, { field: 'members' });
      }
      if (person === undefined || person.tenantId !== tenantId) {
        throw new ConnectorFault(403, 'Forbidden', 'There is no such person in this tenant.');
      }
      const conversation = conversations.personal(bot.appId, person);
      if (conversation === undefined || !bots.isIn(bot.appId, conversation)) {
        throw notInConversation();
      }
      verifyRate(limit, bot, conversation);
      const created = { id: conversation.id, serviceUrl };
      if (body.activity === undefined || body.activity === null) {
        return json(201, created);
      }
      return { ...json(201, { ...created, activityId: begin(bot, conversation, body.activity).id }), isAnswer: true };
    },
  };
}
