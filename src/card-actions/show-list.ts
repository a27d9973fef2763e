import type { CardAttachment } from '../cards/attachment.ts';
import { toStatusWord } from '../cards/card-repair.ts';
import type { Cards } from '../cards/create-cards.ts';
import type { ListPosition, ListQuery } from '../cards/list-position.ts';
import { InvalidRequest } from '../foundation/errors.ts';
import { parseWholeName } from '../repairs/whole-name.ts';
import type { RepairsPage } from '../repairs-client/repairs-client.ts';
import type { CardActionContext } from './card-action.ts';

/** Repairs per page: as many as fit on the screen of a phone. */
const pageSize = 5;
const pageGone = 'That page no longer exists. This is the first page of the list.';

export type ListContext = Pick<CardActionContext, 'repairs' | 'locale'>;

/** Fetches one page from the API. */
export function fetchPage({ query, trail }: ListPosition, { repairs }: ListContext): Promise<RepairsPage> {
  return repairs.list({ ...query, limit: pageSize, cursor: trail.at(-1) });
}

/** Builds the card of a fetched page. */
export function toListCard(
  cards: Cards,
  page: RepairsPage,
  position: ListPosition,
  options: { readonly locale?: string | undefined; readonly note?: string | undefined },
): CardAttachment {
  return cards.repairListCard({ ...page, ...position, heading: toListHeading(position.query), ...options });
}

/** Fetches a page and shows it; if the API rejects its cursor, shows the first page with a note. */
export async function showList(
  cards: Cards,
  position: ListPosition,
  context: ListContext,
  note?: string,
): Promise<CardAttachment> {
  const { locale } = context;
  try {
    return toListCard(cards, await fetchPage(position, context), position, { locale, note });
  } catch (error) {
    if (!(error instanceof InvalidRequest) || error.field !== 'cursor') {
      throw error;
    }
    const first = { query: position.query, trail: [] };
    return toListCard(cards, await fetchPage(first, context), first, { locale, note: note ?? pageGone });
  }
}

/** Describes a query, for example `Open repairs of Karin Blair with “brake”`. */
function toListHeading({ assignedTo, status, text }: ListQuery): string {
  return [
    status === undefined ? 'Repairs' : `${toStatusWord(status)} repairs`,
    ...(assignedTo === undefined ? [] : [`of ${parseWholeName(assignedTo) ?? assignedTo}`]),
    ...(text === undefined ? [] : [`with “${text}”`]),
  ].join(' ');
}
