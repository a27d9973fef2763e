import { fromConnectorCard } from './connector-card.ts';
import type { ConvertedCard } from './converted-card.ts';
import { fromHeroCard, fromThumbnailCard } from './hero-card.ts';
import { fromListCard } from './list-card.ts';
import { fromReceiptCard } from './receipt-card.ts';

/** Content types of hero and thumbnail cards, which are also previews of results. */
export const heroCardTypes: readonly string[] = [
  'application/vnd.microsoft.card.hero',
  'application/vnd.microsoft.card.thumbnail',
];

/** Content type of a connector card. */
export const connectorCardType = 'application/vnd.microsoft.teams.card.o365connector';

const conversions: ReadonlyMap<string, (content: unknown) => ConvertedCard> = new Map([
  ['application/vnd.microsoft.card.hero', fromHeroCard],
  ['application/vnd.microsoft.card.thumbnail', fromThumbnailCard],
  ['application/vnd.microsoft.card.receipt', fromReceiptCard],
  ['application/vnd.microsoft.teams.card.list', fromListCard],
  [connectorCardType, fromConnectorCard],
]);

/**
 * Converts a card of another type that Teams shows to an Adaptive Card, with which the page draws it.
 * @returns undefined for other content types.
 * @see https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference
 */
export function convertCard(contentType: string, content: unknown): ConvertedCard | undefined {
  return conversions.get(contentType)?.(content);
}
