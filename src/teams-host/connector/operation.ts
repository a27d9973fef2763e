import type { Bot, Bots } from '../bots/bots.ts';
import { type Conversation, splitThread } from '../conversations/conversation.ts';
import type { Conversations } from '../conversations/conversations.ts';
import type { Directory } from '../conversations/directory.ts';
import type { Person } from '../wire/person.ts';
import type { BotCall, BotCallAnswer } from './admit-bot.ts';
import { ConnectorFault, noConversation, notInConversation } from './connector-fault.ts';
import type { RateLimit } from './rate-limit.ts';

/** An operation of the connector. */
export type Operation = (call: Omit<BotCall, 'flow'>) => BotCallAnswer;

export interface OperationOptions {
  readonly conversations: Conversations;
  readonly bots: Bots;
  readonly directory: Directory;
  readonly now: () => Date;
  readonly serviceUrl: string;
  /** Origin of this host, and of its token service. */
  readonly origin: string;
}

/** Where a bot posts a message. */
export interface Place {
  readonly conversation: Conversation;
  readonly threadId: string | undefined;
  /** The only person who sees the message; everybody if absent. */
  readonly onlyFor?: Person | undefined;
}

/**
 * Finds a conversation or thread in which the bot is installed.
 * @throws ConnectorFault 404 if there is no such conversation or thread, 403 if the bot is not installed there.
 */
export function findPlace({ conversations, bots }: OperationOptions, bot: Bot, id: string | undefined): Place {
  const { conversationId, threadId } = splitThread(id ?? '');
  const conversation = conversations.find(conversationId);
  if (conversation === undefined) {
    throw noConversation();
  }
  if (!bots.isIn(bot.appId, conversation)) {
    throw notInConversation();
  }
  const root = threadId === undefined ? undefined : conversations.message(conversation, threadId);
  const isThread = conversation.kind === 'channel' && root !== undefined && root.replyToId === undefined;
  if (threadId !== undefined && !isThread) {
    throw noConversation();
  }
  return { conversation, threadId };
}

/** Counts a call of this bot in this conversation. @throws ConnectorFault 429 if it exceeds the limit. */
export function verifyRate(limit: RateLimit, bot: Bot, { id }: Conversation): void {
  const seconds = limit.take(JSON.stringify([bot.appId, id]));
  if (seconds > 0) {
    throw new ConnectorFault(429, 'TooManyRequests', 'The bot calls too often in this conversation.', {
      headers: { 'Retry-After': String(seconds) },
    });
  }
}
