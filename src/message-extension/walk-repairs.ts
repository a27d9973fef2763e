import type { RepairRepresentation, RepairsClient, RepairsQuery } from '../repairs-client/repairs-client.ts';

/** Most repairs that a page of the API holds. */
const largestPage = 100;

export interface Stretch {
  /** How many repairs to leave out. */
  readonly skip: number;
  /** How many to give at most. */
  readonly count: number;
}

/**
 * A stretch of a list that the API gives page by page, each beginning where the one before ended: walks there in the
 * largest steps the API takes. The caller bounds the stretch.
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
    const page = await repairs.list({ ...query, limit, ...(cursor === undefined ? {} : { cursor }) });
    stretch.push(...page.results.slice(Math.max(0, skip - place), limit));
    place += page.results.length;
    cursor = page.results.length === 0 ? undefined : page.nextCursor;
  } while (cursor !== undefined && place < end);
  return stretch;
}
