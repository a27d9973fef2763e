import type { ChatContext, ChatReply } from './chat.ts';

/** Texts to send with one press. Teams shows them only in personal chats, so elsewhere there are none. */
export const toSuggestions = (
  { conversation }: Pick<ChatContext, 'conversation'>,
  ...titles: readonly string[]
): ChatReply['suggestions'] =>
  conversation === 'personal' ? titles.map((title) => ({ title, text: title })) : undefined;
