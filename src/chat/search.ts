import { longestWords } from '../card-actions/parse-action-data.ts';
import type { Cards } from '../cards/create-cards.ts';
import type { ChatContext, ChatReply } from './chat.ts';
import { parseSearch } from './parse-search.ts';
import { fetchRepairs, toReply } from './show-repairs.ts';
import { suggest } from './suggestions.ts';
import { toWords } from './to-words.ts';

export type Search = (words: string, context: ChatContext) => Promise<readonly ChatReply[]>;

const nameNotKnown = 'Teams does not tell me a name that repairs could be of. Send me yours to see your repairs.';

/** Creates what answers everything that is no command: a search. */
export function createSearch(cards: Cards): Search {
  return async (words, context) => {
    if (words.length > longestWords) {
      const text = `That is too long to look for. Send me ${longestWords} characters at most.`;
      return [{ text, ...suggest(context, 'Help') }];
    }
    const meanings = parseSearch(words, toWords(context.user.name));
    if (meanings === undefined) {
      return [{ text: nameNotKnown }];
    }
    const repairs = await context.repairs();
    const [likely, other] = meanings;
    // At once, as there is little time for an answer.
    const [page, otherPage] = await Promise.all([
      fetchRepairs(likely, repairs),
      other === undefined ? undefined : fetchRepairs(other, repairs),
    ]);
    if (other === undefined || otherPage === undefined) {
      return [await toReply(cards, likely, page, repairs, context)];
    }
    if (page.results.length === 0) {
      return [await toReply(cards, other, otherPage, repairs, context)];
    }
    const note =
      otherPage.results.length === 0 ? undefined : `Say “find ${other.text}” for repairs with these words in them.`;
    return [await toReply(cards, likely, page, repairs, context, note)];
  };
}
