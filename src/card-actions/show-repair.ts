import type { Cards } from '../cards/create-cards.ts';
import type { ListPosition } from '../cards/list-position.ts';
import type { VersionedRepair } from '../repairs-client/repairs-client.ts';
import type { CardActionCard, CardActionContext } from './card-action.ts';
import { toAssignee } from './to-assignee.ts';

export interface RepairView {
  readonly note?: string;
  /** The list it was opened from. */
  readonly list?: ListPosition;
}

/** The card of a repair for the person who looks at it, with what the API lets this person do. */
export function showRepair(
  cards: Cards,
  versioned: VersionedRepair,
  view: RepairView,
  { user, locale }: Pick<CardActionContext, 'user' | 'locale'>,
): CardActionCard {
  const { content } = cards.repairCard(versioned, {
    viewer: { name: toAssignee(user), mayChange: versioned.mayChange },
    ...view,
    ...(locale === undefined ? {} : { locale }),
  });
  return { kind: 'card', card: content };
}

/** The same for everybody in the conversation: it refreshes for each, to what each may do. */
export function toSharedCard(
  cards: Cards,
  versioned: VersionedRepair,
  view: { readonly note?: string; readonly locale?: string } = {},
): object {
  return cards.repairCard(versioned, { viewer: 'everyone', ...view }).content;
}
