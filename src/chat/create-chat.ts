import type { Cards } from '../cards/create-cards.ts';
import type { Chat, ChatReply } from './chat.ts';
import type { ChatCommand } from './chat-command.ts';
import { createHelp, toHelp, toWelcome } from './help.ts';
import { createSearch } from './search.ts';
import { createSignIn, toSignedIn } from './sign-in.ts';
import { createSignOut } from './sign-out.ts';
import { toCommandName, toWords } from './to-words.ts';

const cannotRead = 'I cannot read files. Tell me in words what you look for.';
const searchable = /[\p{L}\p{N}]/u;

/** Creates what the bot says in a chat: a command by its name, else a search for what was said. */
export function createChat(cards: Cards): Chat {
  const commands: readonly ChatCommand[] = [createSignIn(), createSignOut(), createHelp(cards)];
  const byName = new Map(commands.flatMap((command) => command.names.map((name) => [name, command])));
  const search = createSearch(cards);

  return {
    async handleMessage({ text, files, cards: shared }, context) {
      const words = toWords(text);
      const aboutFiles: readonly ChatReply[] = files > 0 ? [{ text: cannotRead }] : [];
      if (!searchable.test(words)) {
        // A card that somebody puts into the chat is there to be seen and asks for nothing.
        return files > 0 || shared > 0 ? aboutFiles : [toHelp(cards, context)];
      }
      const command = byName.get(toCommandName(words));
      const replies = command === undefined ? search(words, context) : command.run(context);
      return [...aboutFiles, ...(await replies)];
    },
    welcome: (context) => [toWelcome(cards, context)],
    signedIn: (context) => [toSignedIn(context)],
  };
}
