import type { RepairRepresentation, RepairsClient, RepairsQuery } from '../repairs-client/repairs-client.ts';

/** Largest page of the API. */
const largestPage = 100;

export interface ResultRange {
  /** Number of repairs to skip. */
  readonly skip: number;
  /** Maximum number of repairs to return. */
  readonly count: number;
}

/**
 * Fetches a range of a list by following the cursors of the API, in the largest pages it allows. The caller limits the
 * range.
 */
export async function walkRepairs(
  repairs: Pick<RepairsClient, 'list'>,
  query: RepairsQuery,
  { skip, count }: ResultRange,
): Promise<readonly RepairRepresentation[]> {
  const end = skip + count;
  const found: RepairRepresentation[] = [];
  let place = 0;
  let cursor: string | undefined;
  do {
    const limit = Math.min(largestPage, end - place);
    const page = await repairs.list({ ...query, limit, cursor });
    found.push(...page.results.slice(Math.max(0, skip - place), limit));
    place += page.results.length;
    cursor = page.results.length === 0 ? undefined : page.nextCursor;
  } while (cursor !== undefined && place < end);
  return found;
}
