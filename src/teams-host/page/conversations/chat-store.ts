import type { Message, Typing } from '../../wire/message.ts';
import type { HostApi } from '../host/host-api.ts';
import { toReasonText } from '../host/host-call.ts';
import type { HostEvents } from '../host/host-events.ts';
import {
  type ChatState,
  emptyChat,
  withHistory,
  withMessage,
  withoutTyping,
  withoutUnread,
  withTyping,
} from './chat-state.ts';

/** One person's chats, kept up to date. */
export interface ChatStore {
  readonly state: () => ChatState;
  /** @returns stops telling `listener`. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Follows the host from now on; @returns what ends it. */
  start(): () => void;
  /** The person looks at this conversation now. */
  look(conversationId: string | undefined): void;
}

export interface ChatStoreOptions {
  readonly host: Pick<HostApi, 'conversations' | 'messages'>;
  readonly events: HostEvents;
  /** Told in a sentence when the chats cannot be read. */
  onProblem(problem: string): void;
}

/** A bot that writes says so every few seconds. */
const typingLasts = 10_000;

/** Creates the store; it asks nothing of the host before `start`. */
export function createChatStore({ host, events, onProblem }: ChatStoreOptions): ChatStore {
  const listeners = new Set<() => void>();
  const typingTimers = new Map<string, ReturnType<typeof setTimeout>>();
  const heard = new Set<Message[]>();
  let state = emptyChat;
  let looksAt: string | undefined;
  let isRunning = false;

  const become = (next: ChatState): void => {
    state = next;
    for (const listener of listeners) {
      listener();
    }
  };
  const hear = (message: Message): void => {
    for (const list of heard) {
      list.push(message);
    }
    become(withMessage(state, message, message.conversationId === looksAt));
  };
  const hearTyping = (typing: Typing): void => {
    const { conversationId } = typing;
    clearTimeout(typingTimers.get(conversationId));
    typingTimers.set(
      conversationId,
      setTimeout(() => become(withoutTyping(state, conversationId)), typingLasts),
    );
    become(withTyping(state, typing));
  };
  const loadConversations = async (): Promise<void> => {
    const conversations = await host.conversations();
    if (isRunning) {
      become({ ...state, conversations });
    }
  };
  const loadMessages = async (conversationId: string): Promise<void> => {
    const meanwhile: Message[] = [];
    heard.add(meanwhile);
    try {
      const history = await host.messages(conversationId);
      if (isRunning) {
        const own = meanwhile.filter((message) => message.conversationId === conversationId);
        become(withHistory(state, conversationId, history, own));
      }
    } finally {
      heard.delete(meanwhile);
    }
  };
  const attempt = (work: Promise<unknown>): void => {
    work.catch((error: unknown) => {
      if (isRunning) {
        onProblem(toReasonText(error));
      }
    });
  };
  const loadAll = async (): Promise<void> => {
    await loadConversations();
    await Promise.all(state.conversations.map(({ id }) => loadMessages(id)));
  };

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start() {
      isRunning = true;
      const stops = [
        events.on('message', hear),
        events.on('typing', hearTyping),
        events.on('conversations', () => attempt(loadConversations())),
        // What was said while the stream was away is asked for each time it is back.
        events.onConnection((connected) => connected && attempt(loadAll())),
      ];
      return () => {
        isRunning = false;
        for (const stop of stops) {
          stop();
        }
        for (const timer of typingTimers.values()) {
          clearTimeout(timer);
        }
      };
    },
    look(conversationId) {
      looksAt = conversationId;
      if (conversationId !== undefined && state.unread.has(conversationId)) {
        become(withoutUnread(state, conversationId));
      }
    },
  };
}
