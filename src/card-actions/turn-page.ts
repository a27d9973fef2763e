import type { Cards } from '../cards/create-cards.ts';
import type { CardAction } from './card-action.ts';
import { parseListPosition } from './parse-action-data.ts';
import { showList } from './show-list.ts';
import { tellNoAccess } from './tell-refusals.ts';

/** Creates `nextPage` and `previousPage`: the page that the data names, in place of the one in the card. */
export function createTurnPage(cards: Cards): CardAction {
  return async ({ data }, context) => {
    const position = parseListPosition(data);
    return tellNoAccess(cards, async () => ({
      kind: 'card',
      card: (await showList(cards, position, context)).content,
    }));
  };
}
