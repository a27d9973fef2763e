import type { Cards } from '../cards/create-cards.ts';
import type { ListPosition } from '../cards/list-position.ts';
import type { VersionedRepair } from '../repairs-client/repairs-client.ts';
import type { CardActionCard, CardActionContext } from './card-action.ts';

export interface RepairView {
  readonly note?: string;
  /** The list it was opened from. */
  readonly list?: ListPosition;
}

/**
 * The card of a repair for the person who looks at it, with what the API lets this person do. It refreshes when it is
 * looked at again, but not where it stands in for a list.
 */
export function showRepair(
  cards: Cards,
  versioned: VersionedRepair,
  { note, list }: RepairView,
  { user, locale }: Pick<CardActionContext, 'user' | 'locale'>,
): CardActionCard {
  const { content } = cards.repairCard(versioned, {
    mayChange: versioned.mayChange,
    ...(user.name === '' ? {} : { user }),
    ...(note === undefined ? {} : { note }),
    ...(list === undefined ? {} : { list }),
    ...(list === undefined ? { refreshFor: 'everyone' } : {}),
    ...(locale === undefined ? {} : { locale }),
  });
  return { kind: 'card', card: content };
}

/** The same for everybody in the conversation: nothing in it is of one person, and it refreshes for each, to what each may do. */
export function toSharedCard(cards: Cards, versioned: VersionedRepair): object {
  return cards.repairCard(versioned, { mayChange: true, refreshFor: 'everyone' }).content;
}
