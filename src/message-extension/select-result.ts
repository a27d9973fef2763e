import type { Cards } from '../cards/create-cards.ts';
import { member } from '../foundation/json-value.ts';
import { type ResultAnswer, toSingleResult } from './answers.ts';
import type { CommandContext } from './command-context.ts';
import { parseRepairId } from './parse-repair-id.ts';

/**
 * Answers the choice of a result with the current repair.
 * @param value `{ repairId }`, the tap value of our previews; untrusted, can be any JSON.
 * @throws InvalidRequest for any other value.
 */
export async function selectResult(cards: Cards, value: unknown, context: CommandContext): Promise<ResultAnswer> {
  const id = parseRepairId(member(value, 'repairId'));
  return toSingleResult(cards, await context.repairs.get(id), context);
}
