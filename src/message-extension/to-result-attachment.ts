import type { Cards } from '../cards/create-cards.ts';
import type { CardVersionedRepair } from '../cards/repair-card.ts';
import type { CommandContext, ResultAnswer, ResultAttachment } from './command-context.ts';
import type { Preferences } from './preferences.ts';

/** The card of a repair with the preview that stands for it in a list of results. */
export function toResultAttachment(
  cards: Cards,
  versioned: CardVersionedRepair,
  { user, locale }: CommandContext,
  layout: Preferences['layout'] = 'list',
): ResultAttachment {
  const spoken = locale === undefined ? {} : { locale };
  return {
    ...cards.repairCard(versioned, { mayChange: true, user, refreshFor: 'everyone', ...spoken }),
    preview: cards.repairPreview(versioned.repair, { kind: layout === 'grid' ? 'hero' : 'thumbnail', ...spoken }),
  };
}

/** A result of one card. */
export function toSingleResult(cards: Cards, versioned: CardVersionedRepair, context: CommandContext): ResultAnswer {
  return { kind: 'result', layout: 'list', attachments: [toResultAttachment(cards, versioned, context)] };
}
