import type { Cards } from '../cards/create-cards.ts';
import type { CardVersionedRepair } from '../cards/repair-card.ts';
import type { AnonymousContext, ResultAnswer, ResultAttachment } from './command-context.ts';
import type { Preferences } from './preferences.ts';

type Speaker = Pick<AnonymousContext, 'locale'>;

/** The card of a repair, for everybody who will see it in the chat, with the preview that stands for it in a list of results. */
export function toResultAttachment(
  cards: Cards,
  versioned: CardVersionedRepair,
  { locale }: Speaker,
  layout: Preferences['layout'] = 'list',
): ResultAttachment {
  const spoken = locale === undefined ? {} : { locale };
  return {
    ...cards.repairCard(versioned, { viewer: 'everyone', ...spoken }),
    preview: cards.repairPreview(versioned.repair, { kind: layout === 'grid' ? 'hero' : 'thumbnail', ...spoken }),
  };
}

/** A result of one card. */
export function toSingleResult(cards: Cards, versioned: CardVersionedRepair, context: Speaker): ResultAnswer {
  return { kind: 'result', layout: 'list', attachments: [toResultAttachment(cards, versioned, context)] };
}
