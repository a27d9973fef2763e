import type { Cards } from '../cards/create-cards.ts';
import type { CardVersionedRepair } from '../cards/repair-card.ts';
import type { AnonymousContext, ResultAnswer, ResultAttachment } from './command-context.ts';
import type { Preferences } from './preferences.ts';

type Speaker = Pick<AnonymousContext, 'locale'>;

/** A repair as a result, in the layout that the person prefers. */
export function toResultAttachment(
  cards: Cards,
  versioned: CardVersionedRepair,
  { locale }: Speaker,
  layout: Preferences['layout'] = 'list',
): ResultAttachment {
  const kind = layout === 'grid' ? 'hero' : 'thumbnail';
  return cards.repairResult(versioned, { kind, ...(locale === undefined ? {} : { locale }) });
}

/** A result of one card. */
export function toSingleResult(cards: Cards, versioned: CardVersionedRepair, context: Speaker): ResultAnswer {
  return { kind: 'result', layout: 'list', attachments: [toResultAttachment(cards, versioned, context)] };
}
