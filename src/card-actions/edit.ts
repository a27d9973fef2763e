import type { Cards } from '../cards/create-cards.ts';
import { mayNotChange } from '../repairs-client/to-app-error.ts';
import type { CardAction } from './card-action.ts';
import { parseRepairData } from './parse-action-data.ts';
import { showRepair } from './show-repair.ts';
import { tellGone } from './tell-refusals.ts';

/** Creates `edit`: a form with the repair as it is now; a person who may only read is told so before typing anything. */
export function createEdit(cards: Cards): CardAction {
  return async ({ data }, context) => {
    const repairData = parseRepairData(data);
    const { repairId, list } = repairData;
    const from = list === undefined ? {} : { list };
    return tellGone(cards, repairData, context, async () => {
      const versioned = await context.repairs.get(repairId);
      if (!versioned.mayChange) {
        return showRepair(cards, versioned, { note: mayNotChange, ...from }, context);
      }
      const submit = { kind: 'edit', repairId, etag: versioned.etag, ...from } as const;
      return { kind: 'card', card: cards.repairFormCard({ values: versioned.repair, submit }).content };
    });
  };
}
