import { fetchPage, toListCard } from '../card-actions/show-list.ts';
import { showRepair, toSharedCard } from '../card-actions/show-repair.ts';
import { toCardAttachment } from '../cards/attachment.ts';
import type { Cards } from '../cards/create-cards.ts';
import type { ListQuery } from '../cards/list-position.ts';
import type { RepairsClient, RepairsPage } from '../repairs-client/repairs-client.ts';
import type { ChatContext, ChatReply } from './chat.ts';
import { suggest } from './suggestions.ts';

/** The first page of what is asked for. */
export function fetchRepairs(query: ListQuery, repairs: RepairsClient): Promise<RepairsPage> {
  return fetchPage({ query, trail: [] }, { repairs });
}

/** Shows the one repair there is, with its actions, or a list that pages inside its card. */
export async function toReply(
  cards: Cards,
  query: ListQuery,
  page: RepairsPage,
  repairs: RepairsClient,
  context: ChatContext,
  note?: string,
): Promise<ChatReply> {
  const { conversation, locale } = context;
  const [only, ...others] = page.results;
  if (only !== undefined && others.length === 0 && page.nextCursor === undefined) {
    const versioned = await repairs.get(only.id);
    const view = note === undefined ? {} : { note };
    const card =
      conversation === 'personal'
        ? showRepair(cards, versioned, view, context).card
        : toSharedCard(cards, versioned, { ...view, ...(locale === undefined ? {} : { locale }) });
    return { attachments: [toCardAttachment(card)] };
  }
  return {
    attachments: [toListCard(cards, page, { query, trail: [] }, { locale, note })],
    ...(only === undefined ? suggest(context, 'My repairs', 'Help') : {}),
  };
}
