import type { Cards } from '../cards/create-cards.ts';
import { toWholeName } from '../repairs/whole-name.ts';
import type { MessageAnswer, ResultAnswer } from './answers.ts';
import type { CommandContext } from './command-context.ts';
import type { QueryValue } from './invoke-values.ts';
import { parseSearch } from './parse-search.ts';
import { defaultPreferences, type PreferenceStore } from './preferences.ts';
import { walkRepairs } from './walk-repairs.ts';

/** Maximum number of results in one answer. Teams requests more when the person scrolls to the end of the list. */
const maximumCount = 25;
/** Maximum number of results to skip: each hundred costs a call to the API. */
export const maximumSkip = 400;

/**
 * `listRepairs`: the search, with the same parameters as in the API-based message extension. Before anything is typed,
 * it returns the newest repairs of everyone or of the person, depending on the preferences.
 * @throws InvalidRequest for invalid parameters.
 */
export async function searchRepairs(
  cards: Cards,
  preferences: PreferenceStore,
  value: QueryValue,
  context: CommandContext,
): Promise<ResultAnswer | MessageAnswer> {
  const { user, locale, repairs } = context;
  const { layout, firstResults } = (await preferences.find(user)) ?? defaultPreferences;
  const isMine = value.isInitialRun && firstResults === 'mine' && user.name !== '';
  const query = value.isInitialRun
    ? isMine
      ? { assignedTo: toWholeName(user.name) }
      : {}
    : parseSearch(value.parameters);
  const skip = Math.max(0, Math.trunc(value.skip));
  const count = Math.min(maximumCount, Math.max(1, Math.trunc(value.count)));
  if (skip > maximumSkip) {
    return toMessage('These are the newest repairs. Narrow your search to see others.');
  }
  const found = await walkRepairs(repairs, query, { skip, count });
  if (found.length === 0 && skip === 0) {
    return toMessage(
      toNothingFound(
        isMine,
        Object.values(query).some((filter) => filter !== undefined),
      ),
    );
  }
  const kind = layout === 'grid' ? 'hero' : 'thumbnail';
  return {
    kind: 'result',
    layout,
    results: found.map((repair) => cards.repairResult({ repair }, { kind, locale })),
  };
}

const toMessage = (text: string): MessageAnswer => ({ kind: 'message', text });

function toNothingFound(isMine: boolean, isFiltered: boolean): string {
  if (isMine) {
    return 'No repairs are assigned to you. Type something to search all of them.';
  }
  return isFiltered
    ? 'No repairs found. Try other words, or fewer of them.'
    : 'There are no repairs yet. Create the first one.';
}
