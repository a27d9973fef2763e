import type { ChatContext, ChatReply } from './chat.ts';

type Suggestions = Pick<ChatReply, 'suggestions'>;

/** Words to send with one press. Teams shows them in a personal chat alone, so there are none elsewhere. */
export function suggest(
  { conversation }: Pick<ChatContext, 'conversation'>,
  ...titles: readonly string[]
): Suggestions {
  return conversation === 'personal' ? { suggestions: titles.map((title) => ({ title, text: title })) } : {};
}
