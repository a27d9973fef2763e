import type { ChatCommand } from './chat-command.ts';
import { toSuggestions } from './to-suggestions.ts';

/** `sign out`: deletes the token, if there is one. */
export const signOut: ChatCommand = {
  names: ['sign out', 'signout', 'log out', 'logout'],
  async run(context) {
    await context.signOut();
    return { text: 'You are signed out.', suggestions: toSuggestions(context, 'Sign in', 'Help') };
  },
};
