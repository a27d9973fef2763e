import type { ChatContext, ChatReply } from './chat.ts';
import type { ChatCommand } from './chat-command.ts';
import { suggest } from './suggestions.ts';

/** Creates `sign in`: asking for the API without a token is what makes the caller show the sign-in card. */
export function createSignIn(): ChatCommand {
  return {
    names: ['sign in', 'signin', 'log in', 'login'],
    async run(context) {
      await context.repairs();
      return [toSignedIn(context)];
    },
  };
}

export function toSignedIn(place: Pick<ChatContext, 'conversation'>): ChatReply {
  return { text: 'You are signed in.', ...suggest(place, 'My repairs', 'Help') };
}
