import type { Cards } from '../cards/create-cards.ts';
import type { Chat, ChatReply } from './chat.ts';
import type { ChatCommand } from './chat-command.ts';
import { create } from './create.ts';
import { confirmForget, forget } from './forget.ts';
import { help, toHelp, toWelcome } from './help.ts';
import { search } from './search.ts';
import { signIn, toSignedIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';
import { toDraft } from './to-draft.ts';
import { toCommandName, toOneLine } from './to-one-line.ts';

const commands: readonly ChatCommand[] = [signIn, signOut, help, forget, confirmForget];
const cannotRead = 'I cannot read files. Tell me in words what you are looking for.';
const searchable = /[\p{L}\p{N}]/u;

/** Creates the chat: a message is the name of a command, about a new repair, or a search. */
export function createChat(cards: Cards): Chat {
  return {
    async handleMessage({ text, files, cards: sharedCards }, context) {
      const words = toOneLine(text);
      const aboutFiles: readonly ChatReply[] = files > 0 ? [{ text: cannotRead }] : [];
      if (!searchable.test(words)) {
        // A card shared in the chat needs no answer.
        return files > 0 || sharedCards > 0 ? aboutFiles : [toHelp(cards, context)];
      }
      const name = toCommandName(words);
      const command = commands.find(({ names }) => names.includes(name));
      if (command !== undefined) {
        return [...aboutFiles, await command.run(context, cards)];
      }
      const draft = toDraft(words, toOneLine(context.user.name));
      const reply = draft === undefined ? search(cards, words, context) : create(cards, draft, context);
      return [...aboutFiles, await reply];
    },
    askToSignIn: ({ text }) => [{ attachments: [cards.signInCard(toOneLine(text))] }],
    welcome: (context) => [toWelcome(cards, context)],
    signedIn: (context) => [toSignedIn(context)],
  };
}
