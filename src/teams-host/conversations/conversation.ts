import type { Person } from '../wire/person.ts';

/** `pair`: two people without bots, where message extensions work all the same. */
export type ConversationKind = 'personal' | 'groupChat' | 'channel' | 'pair';

/** A place where people, and bots that are installed there, write. */
export interface Conversation {
  readonly id: string;
  readonly kind: ConversationKind;
  /** Of a group chat or channel; empty where the others' names are the title. */
  readonly title: string;
  readonly tenantId: string;
  readonly people: readonly Person[];
  /** The one bot of a personal chat. */
  readonly botAppId?: string;
  /** Of a channel. */
  readonly team?: { readonly id: string; readonly name: string };
}

/** The id of a conversation, and of the thread in it where the id names one (`…;messageid=<root message>`). */
export function splitThread(id: string): { readonly conversationId: string; readonly threadId: string | undefined } {
  const [conversationId = '', threadId] = id.split(';messageid=', 2);
  return { conversationId, threadId };
}

export function toThreadConversationId(conversation: Conversation, threadId: string | undefined): string {
  return conversation.kind === 'channel' && threadId !== undefined
    ? `${conversation.id};messageid=${threadId}`
    : conversation.id;
}

/** What the channel calls this kind; two people by themselves are a personal chat to it. */
export function toConversationType({ kind }: Conversation): 'personal' | 'groupChat' | 'channel' {
  return kind === 'pair' ? 'personal' : kind;
}
