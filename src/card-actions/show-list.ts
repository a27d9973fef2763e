import type { CardAttachment } from '../cards/attachment.ts';
import type { Cards } from '../cards/create-cards.ts';
import type { ListPosition } from '../cards/list-position.ts';
import { InvalidRequest } from '../foundation/errors.ts';
import type { RepairsPage } from '../repairs-client/repairs-client.ts';
import type { CardActionContext } from './card-action.ts';
import { toListHeading } from './to-list-heading.ts';

/** Repairs on one page: a card of them fits on a telephone. */
const pageSize = 5;
const listMoved = 'That page is no longer there. This is the beginning of the list.';

export type ListContext = Pick<CardActionContext, 'repairs' | 'locale'>;

/** Asks the API for one page. */
export function fetchPage({ query, trail }: ListPosition, { repairs }: ListContext): Promise<RepairsPage> {
  const cursor = trail.at(-1);
  return repairs.list({ ...query, limit: pageSize, ...(cursor === undefined ? {} : { cursor }) });
}

/** Shows a page that is at hand. */
export function toListCard(
  cards: Cards,
  page: RepairsPage,
  position: ListPosition,
  { locale, note }: { readonly locale?: string | undefined; readonly note?: string | undefined },
): CardAttachment {
  return cards.repairListCard({
    ...page,
    ...position,
    heading: toListHeading(position.query),
    ...(note === undefined ? {} : { note }),
    ...(locale === undefined ? {} : { locale }),
  });
}

/** Fetches a page and shows it; where its cursor is none of the API's (any more), the first page with a note. */
export async function showList(
  cards: Cards,
  position: ListPosition,
  context: ListContext,
  note?: string,
): Promise<CardAttachment> {
  const { locale } = context;
  try {
    return toListCard(cards, await fetchPage(position, context), position, { locale, note });
  } catch (fault) {
    if (!(fault instanceof InvalidRequest) || fault.field !== 'cursor') {
      throw fault;
    }
    const first = { query: position.query, trail: [] };
    return toListCard(cards, await fetchPage(first, context), first, { locale, note: note ?? listMoved });
  }
}
