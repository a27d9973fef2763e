import type { CardAction } from './card-action.ts';
import { parseRepairData } from './parse-action-data.ts';
import { showRepair } from './show-repair.ts';
import { tellGone } from './tell-refusals.ts';

/** `refresh`: the current repair, for the person who looks at it. */
export const refresh: CardAction = async (cards, { data }, context) => {
  const repairData = parseRepairData(data);
  const { repairId, list } = repairData;
  return tellGone(cards, repairData, context, async () =>
    showRepair(cards, await context.repairs.get(repairId), { list }, context),
  );
};
