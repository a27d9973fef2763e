import { useEffect, useState, useSyncExternalStore } from 'react';
import { type ChatStore, type ChatStoreOptions, createChatStore } from '../conversations/chat-store.ts';

/** The chats of the person at the browser, for as long as they are on the screen. */
export function useChatStore(options: ChatStoreOptions): ChatStore {
  const [store] = useState(() => createChatStore(options));
  useSyncExternalStore(store.subscribe, store.state);
  useEffect(() => store.start(), [store]);
  return store;
}
