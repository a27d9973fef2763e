import type { Cards } from '../cards/create-cards.ts';
import type { MessageAnswer, QueryCommand, QueryValue } from './command-context.ts';
import { parseSearch } from './parse-search.ts';
import { defaultPreferences, type PreferenceStore } from './preferences.ts';
import { toResultAttachment } from './to-result-attachment.ts';
import { walkRepairs } from './walk-repairs.ts';

/** Most results in one answer; Teams asks for the next ones when the list is scrolled to its end. */
const maximumCount = 25;
/** How deep into a list one may scroll: each hundred costs a call to the API. */
export const maximumSkip = 400;

/**
 * Creates the search: the same parameters as the API-based message extension has. Before anything is typed it shows the
 * newest repairs, of all or of the person's own as the person prefers. Throws InvalidRequest for what cannot be asked for.
 */
export function createSearchRepairs(options: {
  readonly cards: Cards;
  readonly preferences: PreferenceStore;
}): QueryCommand {
  const { cards, preferences } = options;
  return async (value, context) => {
    const { layout, firstResults } = (await preferences.find(context.user)) ?? defaultPreferences;
    const isMine = value.isInitialRun && firstResults === 'mine' && context.user.name !== '';
    const query = value.isInitialRun
      ? { ...(isMine ? { assignedTo: context.user.name } : {}) }
      : parseSearch(value.parameters);
    const stretch = toStretch(value);
    if (stretch.skip > maximumSkip) {
      return say('These are the newest ones. Say more exactly what you look for to see others.');
    }
    const results = await walkRepairs(context.repairs, query, stretch);
    if (results.length === 0 && stretch.skip === 0) {
      return say(toNothingFound(isMine, Object.keys(query).length > 0));
    }
    const attachments = results.map((repair) => toResultAttachment(cards, { repair }, context, layout));
    return { kind: 'result', layout, attachments };
  };
}

const say = (text: string): MessageAnswer => ({ kind: 'message', text });

function toStretch({ skip, count }: QueryValue): { readonly skip: number; readonly count: number } {
  return { skip: Math.max(0, Math.trunc(skip)), count: Math.min(maximumCount, Math.max(1, Math.trunc(count))) };
}

function toNothingFound(isMine: boolean, isRestricted: boolean): string {
  if (isMine) {
    return 'No repairs are assigned to you. Type something to search all of them.';
  }
  return isRestricted
    ? 'No repairs found. Try other words, or fewer of them.'
    : 'There are no repairs yet. Create the first one.';
}
