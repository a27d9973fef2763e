import type { Cards } from '../cards/create-cards.ts';
import type { ChatContext, ChatReply } from './chat.ts';
import type { ChatCommand } from './chat-command.ts';
import { guide, mentionMe } from './guide.ts';
import { toSuggestions } from './to-suggestions.ts';

type Place = Pick<ChatContext, 'conversation'>;

/** `help`, which needs no token. */
export const help: ChatCommand = {
  names: ['help', 'hi', 'hello', 'start'],
  run: async (context, cards) => toHelp(cards, context),
};

export function toHelp(cards: Cards, place: Place): ChatReply {
  return {
    text: toHint(place),
    attachments: [cards.helpCard(guide)],
    suggestions: toSuggestions(place, 'My repairs', 'Sign in', 'Sign out'),
  };
}

export function toWelcome(cards: Cards, place: Place): ChatReply {
  return {
    text: toHint(place),
    attachments: [cards.welcomeCard(guide)],
    suggestions: toSuggestions(place, 'My repairs', 'Help'),
  };
}

const toHint = ({ conversation }: Place): string | undefined => (conversation === 'personal' ? undefined : mentionMe);
