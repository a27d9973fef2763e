import type { ChatContext, ChatReply } from './chat.ts';

/**
 * Returns texts that the person can send with one tap; undefined outside of personal chats, where Teams does not show
 * them.
 */
export const toSuggestions = (
  { conversation }: Pick<ChatContext, 'conversation'>,
  ...titles: readonly string[]
): ChatReply['suggestions'] =>
  conversation === 'personal' ? titles.map((title) => ({ title, text: title })) : undefined;
