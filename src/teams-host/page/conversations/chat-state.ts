import type { ConversationView } from '../../wire/conversation.ts';
import type { Author, Message, Typing } from '../../wire/message.ts';
/** The loaded state of a person's chats. */

export interface ChatState {
  readonly conversations: readonly ConversationView[];
  /** Oldest first, by conversation. */
  readonly messages: Readonly<Record<string, readonly Message[]>>;
  /** The bot that is typing, by conversation. */
  readonly typing: Readonly<Record<string, Author>>;
  /** Ids of conversations with unread messages. */
  readonly unread: ReadonlySet<string>;
}

export const emptyChat: ChatState = { conversations: [], messages: {}, typing: {}, unread: new Set() };

/** Replaces the message with the same id, or inserts a new one in chronological order. */
export function mergeMessage(messages: readonly Message[], message: Message): readonly Message[] {
  const known = messages.findIndex(({ id }) => id === message.id);
  if (known >= 0) {
    return messages.with(known, message);
  }
  const later = messages.findIndex(({ sentAt }) => sentAt > message.sentAt);
  return messages.toSpliced(later < 0 ? messages.length : later, 0, message);
}

/** Returns the state with a new or changed message, whose author is no longer typing. */
export function withMessage(state: ChatState, message: Message, isOpen: boolean): ChatState {
  const { conversationId, from } = message;
  const before = state.messages[conversationId] ?? [];
  const isNew = !before.some(({ id }) => id === message.id);
  const typing = state.typing[conversationId];
  return {
    ...state,
    messages: { ...state.messages, [conversationId]: mergeMessage(before, message) },
    typing: typing?.id === from.id ? withoutKey(state.typing, conversationId) : state.typing,
    unread: isNew && !isOpen ? new Set([...state.unread, conversationId]) : state.unread,
  };
}

/**
 * Returns the state with the history of a conversation.
 * @param arrived messages that arrived as events while the history was loading; they are newer.
 */
export function withHistory(
  state: ChatState,
  conversationId: string,
  history: readonly Message[],
  arrived: readonly Message[],
): ChatState {
  return { ...state, messages: { ...state.messages, [conversationId]: arrived.reduce(mergeMessage, history) } };
}

export function withTyping(state: ChatState, { conversationId, from }: Typing): ChatState {
  return { ...state, typing: { ...state.typing, [conversationId]: from } };
}

export function withoutTyping(state: ChatState, conversationId: string): ChatState {
  return { ...state, typing: withoutKey(state.typing, conversationId) };
}

export function withoutUnread(state: ChatState, conversationId: string): ChatState {
  return { ...state, unread: new Set([...state.unread].filter((id) => id !== conversationId)) };
}

function withoutKey<Value>(record: Readonly<Record<string, Value>>, key: string): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}
