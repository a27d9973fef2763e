import type { CardAction } from './card-action.ts';
import { parseRepairData } from './parse-action-data.ts';
import { withNotFoundCard } from './refusal-cards.ts';
import { showRepair } from './show-repair.ts';

/** `refresh`: shows the current repair to the person who views the card. */
export const refresh: CardAction = async (cards, { data }, context) => {
  const repairData = parseRepairData(data);
  const { repairId, list } = repairData;
  return withNotFoundCard(cards, repairData, context, async () =>
    showRepair(cards, await context.repairs.get(repairId), { list }, context),
  );
};
