import type { ConversationKind } from '../wire/conversation.ts';
import type { Person } from '../wire/person.ts';

/** A place where people, and the bots that are installed there, post messages. */
export interface Conversation {
  readonly id: string;
  readonly kind: ConversationKind;
  /** Title of a group chat or channel; empty if the names of the other members serve as the title. */
  readonly title: string;
  readonly tenantId: string;
  readonly people: readonly Person[];
  /** The bot of a personal chat. */
  readonly botAppId?: string;
  /** The team of a channel. */
  readonly team?: { readonly id: string; readonly name: string; readonly aadGroupId: string };
}

/** Splits the id of a thread in a channel (`…;messageid=<first message>`); any other id has no thread. */
export function splitThread(id: string): { readonly conversationId: string; readonly threadId: string | undefined } {
  const [conversationId = '', threadId] = id.split(';messageid=', 2);
  return { conversationId, threadId };
}

/** Returns the id of a thread in a channel; in any other conversation, the id of the conversation. */
export function toThreadConversationId(conversation: Conversation, threadId: string | undefined): string {
  return conversation.kind === 'channel' && threadId !== undefined
    ? `${conversation.id};messageid=${threadId}`
    : conversation.id;
}

/**
 * Returns the `conversationType` for activities. It has no value for a chat of two people, which counts as personal.
 */
export function toConversationType({ kind }: Conversation): 'personal' | 'groupChat' | 'channel' {
  return kind === 'pair' ? 'personal' : kind;
}
