import { mayNotChange } from '../repairs-client/to-app-error.ts';
import type { CardAction } from './card-action.ts';
import { parseRepairData } from './parse-action-data.ts';
import { withNotFoundCard } from './refusal-cards.ts';
import { showRepair } from './show-repair.ts';

/** `edit`: a form with the current repair. Shows a person who may only read the repair with a note instead. */
export const edit: CardAction = async (cards, { data }, context) => {
  const repairData = parseRepairData(data);
  const { repairId, list } = repairData;
  return withNotFoundCard(cards, repairData, context, async () => {
    const versioned = await context.repairs.get(repairId);
    if (!versioned.mayChange) {
      return showRepair(cards, versioned, { note: mayNotChange, list }, context);
    }
    const submit = { kind: 'edit', repairId, etag: versioned.etag, list, seen: versioned.repair } as const;
    return { kind: 'card', card: cards.repairFormCard({ values: versioned.repair, submit }).content };
  });
};
