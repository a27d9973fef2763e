import type { CardAction } from './card-action.ts';
import { parseListPosition } from './parse-action-data.ts';
import { showList } from './show-list.ts';
import { tellNoAccess } from './tell-refusals.ts';

/** `nextPage` and `previousPage`: replaces the page in the card by the one in the data. */
export const turnPage: CardAction = async (cards, { data }, context) => {
  const position = parseListPosition(data);
  return tellNoAccess(cards, async () => ({
    kind: 'card',
    card: (await showList(cards, position, context)).content,
  }));
};
