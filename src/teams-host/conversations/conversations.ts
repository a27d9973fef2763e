import type { Person } from '../wire/person.ts';
import type { Conversation } from './conversation.ts';
import { type Author, emptyContent, type MessageContent, type PostedMessage } from './posted-message.ts';
import { type SavedConversations, toPostedMessage, toSavedMessage } from './saved-conversations.ts';

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

/** All conversations with their messages, and which apps are installed where. */
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
  /** Returns the latest 200 messages of each conversation, and the installed apps, in the form that is saved. */
  snapshot(): SavedConversations;
}

const maxMessages = 500;
const maxSaved = 200;

/**
 * Creates the store of the conversations. Ids of messages are unique even if several are posted in one millisecond.
 * @param saved of an earlier run. It may have conversations with bots that are not loaded now; they are saved again.
 */
export function createConversations(
  all: readonly Conversation[],
  now: () => Date,
  saved?: SavedConversations,
): Conversations {
  const byId = new Map(all.map((conversation) => [conversation.id, conversation]));
  const messagesById = new Map(
    [...Map.groupBy(saved?.messages.map(toPostedMessage) ?? [], ({ conversationId }) => conversationId)].map(
      ([conversationId, messages]) => [conversationId, new Map(messages.map((message) => [message.id, message]))],
    ),
  );
  const installed = new Set(saved?.installed);
  const listeners = new Set<(event: ConversationEvent) => void>();
  let lastId = Math.max(0, ...[...messagesById.values()].flatMap((messages) => [...messages.keys()].map(Number)));

  const notify = (event: ConversationEvent): void => {
    for (const listener of listeners) {
      listener(event);
    }
  };
  const messagesOf = ({ id }: Conversation): ReadonlyMap<string, PostedMessage> => messagesById.get(id) ?? new Map();
  const keep = (message: PostedMessage): void => {
    const conversation = byId.get(message.conversationId);
    if (conversation !== undefined) {
      const messages = messagesById.get(conversation.id) ?? new Map<string, PostedMessage>();
      messagesById.set(conversation.id, messages.set(message.id, message));
      const [oldest] = messages.keys();
      if (messages.size > maxMessages && oldest !== undefined) {
        messages.delete(oldest);
      }
      notify({ kind: 'message', conversation, message });
    }
  };
  const change: Conversations['change'] = ({ conversationId, id }, changes) => {
    const current = messagesById.get(conversationId)?.get(id);
    if (current !== undefined && !current.deleted) {
      keep({ ...current, ...changes });
    }
  };

  return {
    all,
    find: (conversationId) => byId.get(conversationId),
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
    snapshot: () => ({
      messages: [...messagesById.values()].flatMap((messages) =>
        [...messages.values()].slice(-maxSaved).map(toSavedMessage),
      ),
      installed: [...installed],
    }),
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
