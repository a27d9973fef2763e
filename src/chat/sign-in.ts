import type { ChatContext, ChatReply } from './chat.ts';
import type { ChatCommand } from './chat-command.ts';
import { toSuggestions } from './to-suggestions.ts';

/** `sign in`: without a token, `repairs()` throws, and the caller shows the sign-in card. */
export const signIn: ChatCommand = {
  names: ['sign in', 'signin', 'log in', 'login'],
  async run(context) {
    await context.repairs();
    return toSignedIn(context);
  },
};

export function toSignedIn(place: Pick<ChatContext, 'conversation'>): ChatReply {
  return { text: 'You are signed in.', suggestions: toSuggestions(place, 'My repairs', 'Help') };
}
