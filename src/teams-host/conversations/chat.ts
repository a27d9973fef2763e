import type { Person } from '../wire/person.ts';
import type { Author, ChatMessage, MessageContent } from './chat-message.ts';
import { emptyContent } from './chat-message.ts';
import type { Conversation } from './conversation.ts';

export type ChatEvent =
  | { readonly kind: 'message'; readonly conversation: Conversation; readonly message: ChatMessage }
  | {
      readonly kind: 'typing';
      readonly conversation: Conversation;
      readonly bot: { readonly appId: string; readonly name: string };
    }
  | { readonly kind: 'conversations'; readonly people: readonly Person[] };

export interface MessagePlace {
  readonly replyToId?: string | undefined;
  readonly onlyFor?: Person | undefined;
}

/** The conversations of everybody, what was written in them, and which apps are installed where. In memory. */
export interface Chat {
  find(conversationId: string): Conversation | undefined;
  conversationsOf(user: Person): readonly Conversation[];
  personalChat(appId: string, user: Person): Conversation | undefined;
  all(): readonly Conversation[];
  /** What this person sees, oldest first. */
  messages(conversation: Conversation, viewer: Person): readonly ChatMessage[];
  message(conversation: Conversation, id: string): ChatMessage | undefined;
  post(conversation: Conversation, from: Author, content: MessageContent, place?: MessagePlace): ChatMessage;
  /** Changes what stands there and tells everybody; nothing where it was deleted. */
  change(message: ChatMessage, changes: Partial<ChatMessage>): void;
  remove(message: ChatMessage): void;
  tellTyping(conversation: Conversation, bot: { readonly appId: string; readonly name: string }): void;
  /** @param place a conversation, or the person's own list of apps. */
  isInstalled(appPackageId: string, place: Conversation | Person): boolean;
  setInstalled(appPackageId: string, place: Conversation | Person, installed: boolean): void;
  /** @returns what ends it. */
  onEvent(listener: (event: ChatEvent) => void): () => void;
}

const mostMessages = 500;

export function createChat(conversations: readonly Conversation[], now: () => Date): Chat {
  const byId = new Map(conversations.map((conversation) => [conversation.id, conversation]));
  const messages = new Map<string, Map<string, ChatMessage>>();
  const installed = new Set<string>();
  const listeners = new Set<(event: ChatEvent) => void>();
  let lastId = 0;

  const tell = (event: ChatEvent): void => {
    for (const listener of listeners) {
      listener(event);
    }
  };
  const of = ({ id }: { readonly id: string }): Map<string, ChatMessage> => {
    const known = messages.get(id) ?? new Map<string, ChatMessage>();
    messages.set(id, known);
    return known;
  };
  const keep = (message: ChatMessage): void => {
    const conversation = byId.get(message.conversationId);
    if (conversation !== undefined) {
      of(conversation).set(message.id, message);
      tell({ kind: 'message', conversation, message });
    }
  };
  const change: Chat['change'] = ({ conversationId, id }, changes) => {
    const current = messages.get(conversationId)?.get(id);
    if (current !== undefined && !current.deleted) {
      keep({ ...current, ...changes });
    }
  };

  return {
    find: (conversationId) => byId.get(conversationId),
    conversationsOf: (user) => conversations.filter(({ people }) => people.some((person) => isSame(person, user))),
    personalChat: (appId, user) =>
      conversations.find(
        ({ kind, botAppId, people }) =>
          kind === 'personal' && botAppId === appId && people.some((person) => isSame(person, user)),
      ),
    all: () => conversations,
    messages: (conversation, viewer) => [...of(conversation).values()].filter((message) => isVisible(message, viewer)),
    message: (conversation, id) => of(conversation).get(id),
    post(conversation, from, content, { replyToId, onlyFor } = {}) {
      lastId = Math.max(now().getTime(), lastId + 1);
      const message: ChatMessage = {
        ...content,
        id: String(lastId),
        conversationId: conversation.id,
        ...(replyToId === undefined ? {} : { replyToId }),
        ...(onlyFor === undefined ? {} : { onlyFor }),
        from,
        sentAt: now(),
        deleted: false,
        reactions: {},
      };
      const [oldest] = of(conversation).keys();
      if (of(conversation).size >= mostMessages && oldest !== undefined) {
        of(conversation).delete(oldest);
      }
      keep(message);
      return message;
    },
    change,
    remove: (message) => change(message, { ...emptyContent, reactions: {}, deleted: true }),
    tellTyping: (conversation, bot) => tell({ kind: 'typing', conversation, bot }),
    isInstalled: (appPackageId, place) => installed.has(toKey(appPackageId, place)),
    setInstalled(appPackageId, place, isInstalled) {
      const key = toKey(appPackageId, place);
      if (isInstalled) {
        installed.add(key);
      } else {
        installed.delete(key);
      }
      tell({ kind: 'conversations', people: 'people' in place ? place.people : [place] });
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A person is the same in one tenant only. */
export function isSame(one: Person, other: Person): boolean {
  return one.id === other.id && one.tenantId === other.tenantId;
}

export function isVisible({ onlyFor }: ChatMessage, viewer: Person): boolean {
  return onlyFor === undefined || isSame(onlyFor, viewer);
}

function toKey(appPackageId: string, { id }: { readonly id: string }): string {
  return JSON.stringify([appPackageId, id]);
}
