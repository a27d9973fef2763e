import type { RepairRepresentation, RepairsClient, RepairsQuery } from '../repairs-client/repairs-client.ts';

/** Largest page of the API. */
const largestPage = 100;

export interface Stretch {
  /** Number of repairs to skip. */
  readonly skip: number;
  /** Most repairs to return. */
  readonly count: number;
}

/**
 * Fetches a stretch of a list that the API pages by cursor: follows the cursors in the largest pages the API allows. The
 * caller bounds the stretch.
 */
export async function walkRepairs(
  repairs: Pick<RepairsClient, 'list'>,
  query: RepairsQuery,
  { skip, count }: Stretch,
): Promise<readonly RepairRepresentation[]> {
  const end = skip + count;
  const stretch: RepairRepresentation[] = [];
  let place = 0;
  let cursor: string | undefined;
  do {
    const limit = Math.min(largestPage, end - place);
    const page = await repairs.list({ ...query, limit, cursor });
    stretch.push(...page.results.slice(Math.max(0, skip - place), limit));
    place += page.results.length;
    cursor = page.results.length === 0 ? undefined : page.nextCursor;
  } while (cursor !== undefined && place < end);
  return stretch;
}
