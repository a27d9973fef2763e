import { InvalidRequest } from '../foundation/errors.ts';

/** As in the contract. */
const longestId = 64;

/**
 * Parses the id of a repair. Does not check that the repair exists.
 * @throws InvalidRequest for anything that cannot be such an id.
 */
export function parseRepairId(value: unknown): string {
  if (typeof value !== 'string' || value === '' || value.length > longestId || /[\p{Cc}\p{Cs}]/u.test(value)) {
    throw new InvalidRequest('This result does not identify a repair. Search for it again.', { field: 'repairId' });
  }
  return value;
}
