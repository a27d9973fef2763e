import type { Cards } from '../cards/create-cards.ts';
import type { ListPosition } from '../cards/list-position.ts';
import type { VersionedRepair } from '../repairs-client/repairs-client.ts';
import type { CardActionCard, CardActionContext } from './card-action.ts';
import type { ChangeOutcome } from './change-repair.ts';
import { toAssignee } from './teams-user.ts';

export interface RepairView {
  /** A sentence below the repair, next to the buttons. */
  readonly note?: string | undefined;
  /** The list it was opened from. */
  readonly list?: ListPosition | undefined;
}

type Viewer = Pick<CardActionContext, 'user' | 'locale'>;

/** Builds the card of a repair for one person, with the actions that the API allows this person. */
export function showRepair(
  cards: Cards,
  versioned: VersionedRepair,
  view: RepairView,
  { user, locale }: Viewer,
): CardActionCard {
  const viewer = { name: toAssignee(user), mayChange: versioned.mayChange };
  return { kind: 'card', card: cards.repairCard(versioned, { viewer, ...view, locale }).content };
}

/** Builds the card of a repair after an attempt to change it; if it has changed, also the card for everyone. */
export function showChanged(
  cards: Cards,
  { kind, versioned }: ChangeOutcome,
  view: RepairView,
  viewer: Viewer,
): CardActionCard {
  const answer = showRepair(cards, versioned, view, viewer);
  return kind === 'changed' && view.list === undefined
    ? { ...answer, shared: cards.repairCard(versioned, { viewer: 'everyone' }).content }
    : answer;
}
