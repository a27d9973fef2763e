import { toStatusWord } from '../cards/card-repair.ts';
import { InvalidRequest } from '../foundation/errors.ts';
import type { RepairFields } from '../repairs-client/repairs-client.ts';
import type { CardAction, CardActionContext } from './card-action.ts';
import { type ChangeOutcome, changeRepair } from './change-repair.ts';
import { parseRepairData } from './parse-action-data.ts';
import { withReadOnlyCard } from './refusal-cards.ts';
import { showChanged } from './show-repair.ts';
import { toAssignee } from './teams-user.ts';

/** `start`: sets an open repair to in progress. */
export const start: CardAction = toQuickChange(() => ({ status: 'inProgress' }));

/** `done`: sets a repair in progress to done. */
export const done: CardAction = toQuickChange(() => ({ status: 'done' }));

/**
 * `assignToMe`: assigns the repair to the person who pressed the button.
 * @throws InvalidRequest if Teams does not provide the person's name.
 */
export const assignToMe: CardAction = toQuickChange(({ user }) => {
  const assignedTo = toAssignee(user);
  if (assignedTo === '') {
    throw new InvalidRequest('Teams does not provide your name. Choose Edit and enter it.', { field: 'assignedTo' });
  }
  return { assignedTo };
});

/** Creates an action that makes one change and shows the resulting repair. */
function toQuickChange(toFields: (context: CardActionContext) => RepairFields): CardAction {
  return async (cards, { data }, context) => {
    const repairData = parseRepairData(data);
    const { list } = repairData;
    return withReadOnlyCard(cards, repairData, context, async () => {
      const outcome = await changeRepair(repairData, toFields(context), context.repairs);
      return showChanged(cards, outcome, { note: toNote(outcome), list }, context);
    });
  };
}

function toNote({ kind, versioned: { repair } }: ChangeOutcome): string | undefined {
  const state = `The repair is now ${toStatusWord(repair.status).toLowerCase()} and assigned to ${repair.assignedTo}.`;
  switch (kind) {
    case 'conflict':
      return `Someone else changed this repair first, so nothing was changed. ${state}`;
    case 'unseen':
      return `This card was old, so nothing was changed. ${state}`;
    default:
      return undefined;
  }
}
