import { longestWords } from '../card-actions/parse-action-data.ts';
import type { Cards } from '../cards/create-cards.ts';
import type { ChatContext, ChatReply } from './chat.ts';
import { fetchRepairs, showRepairs } from './show-repairs.ts';
import { toMeanings } from './to-meanings.ts';
import { toOneLine } from './to-one-line.ts';
import { toSuggestions } from './to-suggestions.ts';

const nameUnknown =
  'Teams does not provide a name to which repairs could be assigned. Send me your name to see your repairs.';

/** Answers messages that are not commands: searches for their words. */
export async function search(cards: Cards, words: string, context: ChatContext): Promise<ChatReply> {
  if (words.length > longestWords) {
    return {
      text: `That is too long to search for. Send me up to ${longestWords} characters.`,
      suggestions: toSuggestions(context, 'Help'),
    };
  }
  const meanings = toMeanings(words, toOneLine(context.user.name));
  if (meanings === undefined) {
    return { text: nameUnknown };
  }
  const repairs = await context.repairs();
  const [likely, other] = meanings;
  // Concurrently, because there is little time for an answer.
  const [page, otherPage] = await Promise.all([
    fetchRepairs(likely, repairs),
    other === undefined ? undefined : fetchRepairs(other, repairs),
  ]);
  if (other !== undefined && otherPage !== undefined && page.results.length === 0) {
    return showRepairs(cards, other, otherPage, repairs, context);
  }
  const note =
    otherPage === undefined || otherPage.results.length === 0
      ? undefined
      : `Send “find ${other?.text}” for repairs that contain these words.`;
  return showRepairs(cards, likely, page, repairs, context, note);
}
