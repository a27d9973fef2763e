import type { Cards } from '../cards/create-cards.ts';
import { InvalidRequest } from '../foundation/errors.ts';
import type { MessageExtension } from './command-context.ts';
import { parseRepairId } from './parse-repair-id.ts';
import { toSingleResult } from './to-result-attachment.ts';

/**
 * Creates the answer to a result that was chosen: the repair as it is now. Throws InvalidRequest for a value that no
 * preview of ours has.
 */
export function createSelectRepair(cards: Cards): MessageExtension['selectItem'] {
  return async (value, context) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'repairId')) {
      throw new InvalidRequest('This result cannot be chosen. Search for it again.');
    }
    const id = parseRepairId((value as { readonly repairId: unknown }).repairId);
    return toSingleResult(cards, await context.repairs.get(id), context);
  };
}
