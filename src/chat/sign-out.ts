import type { ChatCommand } from './chat-command.ts';
import { suggest } from './suggestions.ts';

/** Creates `sign out`, which forgets the token, if there is one. */
export function createSignOut(): ChatCommand {
  return {
    names: ['sign out', 'signout', 'log out', 'logout'],
    async run(context) {
      await context.signOut();
      return [{ text: 'You are signed out.', ...suggest(context, 'Sign in', 'Help') }];
    },
  };
}
