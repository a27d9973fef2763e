/** Whether two names differ, apart from case, by one letter, or two if they are long: added, missing, wrong or swapped. */
export function isClose(given: string, known: string): boolean {
  const [one, other] = [given.toLowerCase(), known.toLowerCase()];
  const maxDifference = Math.min(one.length, other.length) > 4 ? 2 : 1;
  if (Math.abs(one.length - other.length) > maxDifference) {
    return false;
  }
  let start = 0;
  while (start < one.length && one[start] === other[start]) {
    start += 1;
  }
  let end = 0;
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) {
    end += 1;
  }
  return Math.max(one.length, other.length) - start - end <= maxDifference;
}
