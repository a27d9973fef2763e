import { fetchPage, toListCard } from '../card-actions/show-list.ts';
import { showRepair } from '../card-actions/show-repair.ts';
import { toCardAttachment } from '../cards/attachment.ts';
import type { Cards } from '../cards/create-cards.ts';
import type { ListQuery } from '../cards/list-position.ts';
import type { RepairsClient, RepairsPage } from '../repairs-client/repairs-client.ts';
import type { ChatContext, ChatReply } from './chat.ts';
import { toSuggestions } from './to-suggestions.ts';

/** Fetches the first page of a list. */
export function fetchRepairs(query: ListQuery, repairs: RepairsClient): Promise<RepairsPage> {
  return fetchPage({ query, trail: [] }, { repairs });
}

/** Shows a single repair with its actions, or several as a list that pages inside its card. */
export async function showRepairs(
  cards: Cards,
  query: ListQuery,
  page: RepairsPage,
  repairs: RepairsClient,
  context: ChatContext,
  note?: string,
): Promise<ChatReply> {
  const { conversation, locale } = context;
  const [first, ...others] = page.results;
  if (first !== undefined && others.length === 0 && page.nextCursor === undefined) {
    const versioned = await repairs.get(first.id);
    return {
      attachments: [
        conversation === 'personal'
          ? toCardAttachment(showRepair(cards, versioned, { note }, context).card)
          : cards.repairCard(versioned, { viewer: 'everyone', note, locale }),
      ],
    };
  }
  return {
    attachments: [toListCard(cards, page, { query, trail: [] }, { locale, note })],
    suggestions: first === undefined ? toSuggestions(context, 'My repairs', 'Help') : undefined,
  };
}
