import { toStatusWord } from '../cards/card-repair.ts';
import { InvalidRequest } from '../foundation/errors.ts';
import type { RepairStatus } from '../repairs/repair.ts';
import type { RepairRepresentation } from '../repairs-client/repairs-client.ts';
import type { CardAction, CardActionContext } from './card-action.ts';
import { type Change, changeRepair } from './change-repair.ts';
import { parseRepairData } from './parse-action-data.ts';
import { withReadOnlyCard } from './refusal-cards.ts';
import { showChanged } from './show-repair.ts';
import { toAssignee } from './teams-user.ts';

/** `start`: sets an open repair to in progress. */
export const start: CardAction = toQuickChange(() => toStatusChange('open', 'inProgress'));

/** `done`: sets a repair in progress to done. */
export const done: CardAction = toQuickChange(() => toStatusChange('inProgress', 'done'));

/**
 * `assignToMe`: assigns the repair to the person who pressed the button.
 * @throws InvalidRequest if Teams does not provide the person's name.
 */
export const assignToMe: CardAction = toQuickChange(({ user }) => {
  const assignedTo = toAssignee(user);
  if (assignedTo === '') {
    throw new InvalidRequest('Teams does not provide your name. Choose Edit and enter it.', { field: 'assignedTo' });
  }
  return { fields: { assignedTo }, isApplicable: ({ status }) => status !== 'done' };
});

/** Creates an action that makes one change and shows the resulting repair. */
function toQuickChange(toChange: (context: CardActionContext) => Change): CardAction {
  return async (cards, { data }, context) => {
    const repairData = parseRepairData(data);
    const { list } = repairData;
    return withReadOnlyCard(cards, repairData, context, async () => {
      const outcome = await changeRepair(repairData, toChange(context), context.repairs);
      const note = outcome.kind === 'conflict' ? toConflictNote(outcome.versioned.repair) : undefined;
      return showChanged(cards, outcome, { note, list }, context);
    });
  };
}

const toStatusChange = (from: RepairStatus, status: RepairStatus): Change => ({
  fields: { status },
  isApplicable: (repair) => repair.status === from,
});

function toConflictNote({ status, assignedTo }: RepairRepresentation): string {
  const state = toStatusWord(status).toLowerCase();
  return `Someone else changed this repair first, so nothing was changed. The repair is now ${state} and assigned to ${assignedTo}.`;
}
