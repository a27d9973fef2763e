import type { Cards } from '../cards/create-cards.ts';
import type { RepairStatus } from '../repairs/repair.ts';
import type { CardAction } from './card-action.ts';
import { createQuickChange } from './quick-change.ts';

/** Creates `start`. */
export const createStart = (cards: Cards): CardAction => createSetStatus(cards, 'open', 'inProgress');

/** Creates `done`. */
export const createDone = (cards: Cards): CardAction => createSetStatus(cards, 'inProgress', 'done');

/** @param from status that cards offer it in. */
function createSetStatus(cards: Cards, from: RepairStatus, status: RepairStatus): CardAction {
  return createQuickChange(cards, () => ({ fields: { status }, isApt: (repair) => repair.status === from }));
}
