import type { Cards } from '../cards/create-cards.ts';
import { InvalidRequest } from '../foundation/errors.ts';
import type { CardAction } from './card-action.ts';
import { createQuickChange } from './quick-change.ts';
import { toAssignee } from './to-assignee.ts';

/**
 * Creates `assignToMe`: makes the person who pressed the one who does the repair.
 * The action throws InvalidRequest where the channel does not say the person's name.
 */
export function createAssignToMe(cards: Cards): CardAction {
  return createQuickChange(cards, ({ user }) => {
    const assignedTo = toAssignee(user);
    if (assignedTo === '') {
      throw new InvalidRequest('Teams does not tell me your name. Choose Edit and enter it.', { field: 'assignedTo' });
    }
    return { fields: { assignedTo }, isApt: ({ status }) => status !== 'done' };
  });
}
