import type { Cards } from '../cards/create-cards.ts';
import type { CardAction } from './card-action.ts';
import { parseRepairData } from './parse-action-data.ts';
import { showRepair } from './show-repair.ts';
import { tellGone } from './tell-refusals.ts';

/** Creates `refresh`: the repair as it is now, for the person who looks at it. */
export function createRefresh(cards: Cards): CardAction {
  return async ({ data }, context) => {
    const repairData = parseRepairData(data);
    const { repairId, list } = repairData;
    return tellGone(cards, repairData, context, async () => {
      const view = list === undefined ? {} : { list };
      return showRepair(cards, await context.repairs.get(repairId), view, context);
    });
  };
}
