import { createStore } from 'zustand/vanilla';
import type { Message, Typing } from '../../wire/message.ts';
import type { HostApi } from '../host/host-api.ts';
import { toReasonText } from '../host/host-call.ts';
import type { HostEvents } from '../host/host-events.ts';
import type { ReadableStore } from '../ui/readable-store.ts';
import {
  type ChatState,
  emptyChat,
  withHistory,
  withMessage,
  withoutTyping,
  withoutUnread,
  withTyping,
} from './chat-state.ts';

/** The chats of a person, kept up to date. */
export interface ChatStore extends ReadableStore<ChatState> {
  /** Loads the chats and follows the events of the host. @returns a function that stops it. */
  start(): () => void;
  /** Sets the open conversation, and marks its messages as read. */
  look(conversationId: string | undefined): void;
}

export interface ChatStoreOptions {
  readonly host: Pick<HostApi, 'conversations' | 'messages'>;
  readonly events: HostEvents;
  /** Called with a sentence if the chats cannot be loaded. */
  onProblem(problem: string): void;
}

/** How long a bot is shown as typing, in milliseconds; bots repeat the activity every few seconds. */
const typingLasts = 10_000;

/** Creates the store; it sends no request before `start`. */
export function createChatStore({ host, events, onProblem }: ChatStoreOptions): ChatStore {
  const store = createStore<ChatState>(() => emptyChat);
  const typingTimers = new Map<string, ReturnType<typeof setTimeout>>();
  /** For each history that is loading, the messages that have arrived since. */
  const arrivals = new Set<Message[]>();
  let openId: string | undefined;
  let isRunning = false;

  const onMessage = (message: Message): void => {
    for (const list of arrivals) {
      list.push(message);
    }
    store.setState((state) => withMessage(state, message, message.conversationId === openId));
  };
  const onTyping = (typing: Typing): void => {
    const { conversationId } = typing;
    clearTimeout(typingTimers.get(conversationId));
    typingTimers.set(
      conversationId,
      setTimeout(() => store.setState((state) => withoutTyping(state, conversationId)), typingLasts),
    );
    store.setState((state) => withTyping(state, typing));
  };
  const loadConversations = async (): Promise<void> => {
    const conversations = await host.conversations();
    if (isRunning) {
      store.setState({ conversations });
    }
  };
  const loadMessages = async (conversationId: string): Promise<void> => {
    const meanwhile: Message[] = [];
    arrivals.add(meanwhile);
    try {
      const history = await host.messages(conversationId);
      if (isRunning) {
        const own = meanwhile.filter((message) => message.conversationId === conversationId);
        store.setState((state) => withHistory(state, conversationId, history, own));
      }
    } finally {
      arrivals.delete(meanwhile);
    }
  };
  const loadAll = async (): Promise<void> => {
    await loadConversations();
    await Promise.all(store.getState().conversations.map(({ id }) => loadMessages(id)));
  };
  const attempt = (work: Promise<unknown>): void => {
    work.catch((error: unknown) => {
      if (isRunning) {
        onProblem(toReasonText(error));
      }
    });
  };

  return {
    ...store,
    start() {
      isRunning = true;
      const stops = [
        events.on('message', onMessage),
        events.on('typing', onTyping),
        events.on('conversations', () => attempt(loadConversations())),
        // Events are not replayed, so everything is reloaded after each reconnection.
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
      openId = conversationId;
      if (conversationId !== undefined && store.getState().unread.has(conversationId)) {
        store.setState((state) => withoutUnread(state, conversationId));
      }
    },
  };
}
