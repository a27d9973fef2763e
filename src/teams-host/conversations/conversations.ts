import type { Person } from '../wire/person.ts';
import type { Conversation } from './conversation.ts';
import { type Author, emptyContent, type MessageContent, type PostedMessage } from './posted-message.ts';

export interface BotName {
  readonly appId: string;
  readonly name: string;
}

export type ConversationEvent =
  | { readonly kind: 'message'; readonly conversation: Conversation; readonly message: PostedMessage }
  | { readonly kind: 'typing'; readonly conversation: Conversation; readonly bot: BotName }
  /** Apps were installed in, or removed from, a conversation of these people. */
  | { readonly kind: 'conversations'; readonly people: readonly Person[] };

export interface PostOptions {
  readonly replyToId?: string | undefined;
  readonly onlyFor?: Person | undefined;
}

/** All conversations with their messages, and which apps are installed where. Kept in memory. */
export interface Conversations {
  readonly all: readonly Conversation[];
  find(conversationId: string): Conversation | undefined;
  of(person: Person): readonly Conversation[];
  personal(appId: string, person: Person): Conversation | undefined;
  /** The messages that are visible to this person, oldest first. */
  messages(conversation: Conversation, viewer: Person): readonly PostedMessage[];
  message(conversation: Conversation, id: string): PostedMessage | undefined;
  /** Adds a message, and drops the oldest one if the conversation has more than 500. */
  post(conversation: Conversation, from: Author, content: MessageContent, options?: PostOptions): PostedMessage;
  /** Changes the current version of a message; does nothing if it was deleted. */
  change(message: PostedMessage, changes: Partial<PostedMessage>): void;
  remove(message: PostedMessage): void;
  notifyTyping(conversation: Conversation, bot: BotName): void;
  /** @param place a conversation, or a person for their own list of apps. */
  isInstalled(appPackageId: string, place: Conversation | Person): boolean;
  setInstalled(appPackageId: string, place: Conversation | Person, installed: boolean): void;
  /** @returns a function that removes the listener. */
  onEvent(listener: (event: ConversationEvent) => void): () => void;
}

const maxMessages = 500;

/** Creates the store of the conversations. Ids of messages are unique even if several are posted in one millisecond. */
export function createConversations(all: readonly Conversation[], now: () => Date): Conversations {
  const conversations = new Map(
    all.map((conversation) => [conversation.id, { conversation, messages: new Map<string, PostedMessage>() }]),
  );
  const installed = new Set<string>();
  const listeners = new Set<(event: ConversationEvent) => void>();
  let lastId = 0;

  const notify = (event: ConversationEvent): void => {
    for (const listener of listeners) {
      listener(event);
    }
  };
  const messagesOf = ({ id }: Conversation): ReadonlyMap<string, PostedMessage> =>
    conversations.get(id)?.messages ?? new Map();
  const keep = (message: PostedMessage): void => {
    const { conversation, messages } = conversations.get(message.conversationId) ?? {};
    if (conversation !== undefined && messages !== undefined) {
      messages.set(message.id, message);
      const [oldest] = messages.keys();
      if (messages.size > maxMessages && oldest !== undefined) {
        messages.delete(oldest);
      }
      notify({ kind: 'message', conversation, message });
    }
  };
  const change: Conversations['change'] = ({ conversationId, id }, changes) => {
    const current = conversations.get(conversationId)?.messages.get(id);
    if (current !== undefined && !current.deleted) {
      keep({ ...current, ...changes });
    }
  };

  return {
    all,
    find: (conversationId) => conversations.get(conversationId)?.conversation,
    of: (person) => all.filter(({ people }) => people.some((candidate) => isSamePerson(candidate, person))),
    personal: (appId, person) =>
      all.find(({ botAppId, people }) => botAppId === appId && people.some((one) => isSamePerson(one, person))),
    messages: (conversation, viewer) =>
      [...messagesOf(conversation).values()].filter((message) => isVisible(message, viewer)),
    message: (conversation, id) => messagesOf(conversation).get(id),
    post(conversation, from, content, { replyToId, onlyFor } = {}) {
      lastId = Math.max(now().getTime(), lastId + 1);
      const message: PostedMessage = {
        ...content,
        id: String(lastId),
        conversationId: conversation.id,
        replyToId,
        onlyFor,
        from,
        sentAt: now(),
        deleted: false,
        reactions: new Map(),
      };
      keep(message);
      return message;
    },
    change,
    remove: (message) => change(message, { ...emptyContent, reactions: new Map(), deleted: true }),
    notifyTyping: (conversation, bot) => notify({ kind: 'typing', conversation, bot }),
    isInstalled: (appPackageId, place) => installed.has(toKey(appPackageId, place)),
    setInstalled(appPackageId, place, isInstalled) {
      const key = toKey(appPackageId, place);
      if (isInstalled) {
        installed.add(key);
      } else {
        installed.delete(key);
      }
      notify({ kind: 'conversations', people: 'people' in place ? place.people : [place] });
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Object ids are unique within a tenant only. */
export function isSamePerson(one: Person, other: Person): boolean {
  return one.id === other.id && one.tenantId === other.tenantId;
}

/** Whether this person can see the message: a targeted message is visible to its recipient only. */
export function isVisible({ onlyFor }: PostedMessage, viewer: Person): boolean {
  return onlyFor === undefined || isSamePerson(onlyFor, viewer);
}

function toKey(appPackageId: string, { id }: Conversation | Person): string {
  return JSON.stringify([appPackageId, id]);
}
