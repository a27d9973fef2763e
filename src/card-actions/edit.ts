import type { Cards } from '../cards/create-cards.ts';
import type { CardAction } from './card-action.ts';
import { parseRepairData } from './parse-action-data.ts';
import { tellGone } from './tell-refusals.ts';

/** Creates `edit`: a form with the repair as it is now. */
export function createEdit(cards: Cards): CardAction {
  return async ({ data }, context) => {
    const repairData = parseRepairData(data);
    const { repairId, list } = repairData;
    return tellGone(cards, repairData, context, async () => {
      const { repair: values, etag } = await context.repairs.get(repairId);
      const submit = { kind: 'edit', repairId, etag, ...(list === undefined ? {} : { list }) } as const;
      return { kind: 'card', card: cards.repairFormCard({ values, submit }).content };
    });
  };
}
