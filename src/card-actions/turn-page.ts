import type { CardAction } from './card-action.ts';
import { parseListPosition } from './parse-action-data.ts';
import { withNoAccessCard } from './refusal-cards.ts';
import { showList } from './show-list.ts';

/** `nextPage` and `previousPage`: shows the page that the data names. */
export const turnPage: CardAction = async (cards, { data }, context) => {
  const position = parseListPosition(data);
  return withNoAccessCard(cards, async () => ({
    kind: 'card',
    card: (await showList(cards, position, context)).content,
  }));
};
