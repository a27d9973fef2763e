import { toStatusWord } from '../cards/card-repair.ts';
import type { Cards } from '../cards/create-cards.ts';
import type { RepairRepresentation } from '../repairs-client/repairs-client.ts';
import type { CardAction, CardActionContext } from './card-action.ts';
import { type Change, changeRepair } from './change-repair.ts';
import { parseRepairData } from './parse-action-data.ts';
import { showRepair, toSharedCard } from './show-repair.ts';
import { tellReadOnly } from './tell-refusals.ts';

/** Creates an action that makes one change at a press, and shows the repair as it is then. */
export function createQuickChange(cards: Cards, toChange: (context: CardActionContext) => Change): CardAction {
  return async ({ data }, context) => {
    const repairData = parseRepairData(data);
    const { list } = repairData;
    return tellReadOnly(cards, repairData, context, async () => {
      const { kind, versioned } = await changeRepair(repairData, toChange(context), context.repairs);
      const view = {
        ...(kind === 'late' ? { note: toLateNote(versioned.repair) } : {}),
        ...(list === undefined ? {} : { list }),
      };
      const answer = showRepair(cards, versioned, view, context);
      return kind === 'changed' && list === undefined ? { ...answer, shared: toSharedCard(cards, versioned) } : answer;
    });
  };
}

function toLateNote({ status, assignedTo }: RepairRepresentation): string {
  const state = toStatusWord(status).toLowerCase();
  return `Somebody else was faster, so nothing was changed. The repair is now ${state} and assigned to ${assignedTo}.`;
}
