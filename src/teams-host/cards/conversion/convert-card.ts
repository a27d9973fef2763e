import { isJsonObject, toObject } from '../../../foundation/json-value.ts';
import { fromConnectorCard, ignoredByTeams } from './connector-card.ts';
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

type Convert = (content: unknown) => ConvertedCard;

const simple = ['title', 'subtitle', 'text', 'images', 'buttons', 'tap'];
const conversions: ReadonlyMap<string, readonly [convert: Convert, members: readonly string[]]> = new Map([
  ['application/vnd.microsoft.card.hero', [fromHeroCard, simple]],
  ['application/vnd.microsoft.card.thumbnail', [fromThumbnailCard, simple]],
  [
    'application/vnd.microsoft.card.receipt',
    [fromReceiptCard, ['title', 'facts', 'items', 'tap', 'tax', 'vat', 'total', 'buttons']],
  ],
  ['application/vnd.microsoft.teams.card.list', [fromListCard, ['title', 'items', 'buttons']]],
  [
    connectorCardType,
    [
      fromConnectorCard,
      ['@type', '@context', 'summary', 'title', 'text', 'themeColor', 'sections', 'potentialAction', ...ignoredByTeams],
    ],
  ],
]);

/**
 * Converts a card of another type that Teams shows to an Adaptive Card, with which the page draws it.
 * @returns undefined for other content types.
 * @see https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference
 */
export function convertCard(contentType: string, content: unknown): ConvertedCard | undefined {
  const [convert, members] = conversions.get(contentType) ?? [];
  if (convert === undefined || members === undefined) {
    return undefined;
  }
  const { card, notes } = convert(content);
  const ignored = Object.keys(toObject(content)).filter((name) => !members.includes(name));
  return {
    card,
    notes: [
      ...(isJsonObject(content) ? [] : ['The content of the card is not an object.']),
      ...notes,
      ...ignored.map((name) => `This host does not know "${name.slice(0, 60)}" of this card, so it ignores it.`),
    ],
  };
}
