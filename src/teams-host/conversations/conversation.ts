import type { ConversationKind } from '../wire/conversation.ts';
import type { Person } from '../wire/person.ts';

/** A place where people, and the bots that are installed there, post messages. */
export interface Conversation {
  readonly id: string;
  readonly kind: ConversationKind;
  /** Of a group chat or channel; empty where the names of the others serve as the title. */
  readonly title: string;
  readonly tenantId: string;
  readonly people: readonly Person[];
  /** The bot of a personal chat. */
  readonly botAppId?: string;
  /** The team of a channel. */
  readonly team?: { readonly id: string; readonly name: string };
}

/** Splits the id of a thread in a channel (`…;messageid=<first message>`); any other id has no thread. */
export function splitThread(id: string): { readonly conversationId: string; readonly threadId: string | undefined } {
  const [conversationId = '', threadId] = id.split(';messageid=', 2);
  return { conversationId, threadId };
}

export function toThreadConversationId(conversation: Conversation, threadId: string | undefined): string {
  return conversation.kind === 'channel' && threadId !== undefined
    ? `${conversation.id};messageid=${threadId}`
    : conversation.id;
}

/** The kind's name on the channel, which has no kind for two people without a bot. */
export function toConversationType({ kind }: Conversation): 'personal' | 'groupChat' | 'channel' {
  return kind === 'pair' ? 'personal' : kind;
}
