import type { HttpResponse } from '../../foundation/http.ts';
import type { Bot, Bots } from '../bots/bots.ts';
import { type Conversation, splitThread } from '../conversations/conversation.ts';
import type { Conversations } from '../conversations/conversations.ts';
import type { Directory } from '../conversations/directory.ts';
import type { Person } from '../wire/person.ts';
import type { BotCall } from './admit-bot.ts';
import { noConversation, notInConversation, tooMany } from './connector-answer.ts';
import type { RateLimit } from './rate-limit.ts';

export type ConnectorOperation = (call: Omit<BotCall, 'flow'>) => HttpResponse;

export interface ConnectorOptions {
  readonly chat: Conversations;
  readonly bots: Bots;
  readonly people: Directory;
  readonly now: () => Date;
  readonly serviceUrl: string;
  /** Origin of the token service: that of this host. */
  readonly origin: string;
}

/** Where a bot writes. */
export interface Place {
  readonly conversation: Conversation;
  readonly threadId: string | undefined;
  /** Whom alone it is for. */
  readonly onlyFor?: Person | undefined;
}

/** @throws ConnectorFault 404 where there is no such conversation or thread, 403 where the bot is not installed. */
export function enter({ chat, bots }: ConnectorOptions, bot: Bot, id: string | undefined): Place {
  const { conversationId, threadId } = splitThread(id ?? '');
  const conversation = chat.find(conversationId);
  if (conversation === undefined) {
    throw noConversation();
  }
  if (!bots.isIn(bot.appId, conversation)) {
    throw notInConversation();
  }
  const root = threadId === undefined ? undefined : chat.message(conversation, threadId);
  const isThread = conversation.kind === 'channel' && root !== undefined && root.replyToId === undefined;
  if (threadId !== undefined && !isThread) {
    throw noConversation();
  }
  return { conversation, threadId };
}

/** Counts a call of this bot in this conversation. @throws ConnectorFault 429 for one too many. */
export function count(limit: RateLimit, bot: Bot, { id }: Conversation): void {
  const seconds = limit.take(JSON.stringify([bot.appId, id]));
  if (seconds > 0) {
    throw tooMany(seconds);
  }
}
