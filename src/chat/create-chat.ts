import type { Chat } from './chat.ts';

/** Creates what the bot says in a chat. */
export function createChat(): Chat {
  return {
    async handleMessage() {
      return [];
    },
    welcome: () => [],
    signedIn: () => [],
  };
}
