import type { Cards } from '../cards/create-cards.ts';
import type { ListPosition } from '../cards/list-position.ts';
import type { VersionedRepair } from '../repairs-client/repairs-client.ts';
import type { CardActionCard, CardActionContext } from './card-action.ts';

export interface RepairView {
  readonly mayChange: boolean;
  readonly note?: string;
  /** The list it was opened from. */
  readonly list?: ListPosition;
}

/**
 * The card of a repair for the person who looks at it. It refreshes when it is looked at again, but not where the person
 * may do nothing, nor where it stands in for a list.
 */
export function showRepair(
  cards: Cards,
  versioned: VersionedRepair,
  { mayChange, note, list }: RepairView,
  { user, locale }: Pick<CardActionContext, 'user' | 'locale'>,
): CardActionCard {
  const { content } = cards.repairCard(versioned, {
    mayChange,
    ...(user.name === '' ? {} : { user }),
    ...(note === undefined ? {} : { note }),
    ...(list === undefined ? {} : { list }),
    ...(mayChange && list === undefined ? { refreshFor: 'everyone' } : {}),
    ...(locale === undefined ? {} : { locale }),
  });
  return { kind: 'card', card: content };
}

/** The same for everybody in the conversation: nothing in it is of one person, and it refreshes for each. */
export function toSharedCard(cards: Cards, versioned: VersionedRepair): object {
  return cards.repairCard(versioned, { mayChange: true, refreshFor: 'everyone' }).content;
}
