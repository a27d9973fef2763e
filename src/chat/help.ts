import type { Cards } from '../cards/create-cards.ts';
import type { ChatContext, ChatReply } from './chat.ts';
import type { ChatCommand } from './chat-command.ts';
import { guide, mentionMe } from './guide.ts';
import { suggest } from './suggestions.ts';

type Place = Pick<ChatContext, 'conversation'>;

/** Creates `help`, which needs no token. */
export function createHelp(cards: Cards): ChatCommand {
  return { names: ['help', 'hi', 'hello', 'start'], run: async (context) => [toHelp(cards, context)] };
}

export function toHelp(cards: Cards, place: Place): ChatReply {
  return {
    ...toHint(place),
    attachments: [cards.helpCard(guide)],
    ...suggest(place, 'My repairs', 'Sign in', 'Sign out'),
  };
}

export function toWelcome(cards: Cards, place: Place): ChatReply {
  return { ...toHint(place), attachments: [cards.welcomeCard(guide)], ...suggest(place, 'My repairs', 'Help') };
}

function toHint({ conversation }: Place): Pick<ChatReply, 'text'> {
  return conversation === 'personal' ? {} : { text: mentionMe };
}
