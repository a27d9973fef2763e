import { InvalidRequest } from '../foundation/errors.ts';

/** As the contract has it. */
const longestId = 64;

/**
 * The id of a repair that came back from outside.
 * @throws InvalidRequest for anything that cannot be one.
 */
export function parseRepairId(value: unknown): string {
  if (typeof value !== 'string' || value === '' || value.length > longestId || /[\p{Cc}\p{Cs}]/u.test(value)) {
    throw new InvalidRequest('This does not say which repair is meant. Search for it again.', { field: 'repairId' });
  }
  return value;
}
