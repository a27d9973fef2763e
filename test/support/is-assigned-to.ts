import { toNameSearch, toNameWords } from '../../src/storage/sql/words.ts';

/** Whether a search for this name finds the person, by the rule of the contract and without an index. */
export function isAssignedTo(assignedTo: string, search: string): boolean {
  const words = toNameWords(assignedTo);
  const name = toNameSearch(search);
  if (name === undefined) {
    return false;
  }
  return 'whole' in name
    ? name.whole.join(' ') === words.join(' ')
    : name.beginnings.every((beginning) => words.some((word) => word.startsWith(beginning)));
}
