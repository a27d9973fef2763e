import { PreconditionFailed } from '../foundation/errors.ts';
import { StaleVersion } from '../repairs/stale-version.ts';
import { toRepresentation } from './to-representation.ts';

/**
 * Runs a change. If it is about a stale version, the problem document gets the current state of the repair as its
 * member `current`, so that a caller that may not read response headers can decide again without another request.
 * @throws PreconditionFailed with that member, and whatever else the change throws.
 */
export async function showCurrent<Result>(publicUrl: string, change: () => Promise<Result>): Promise<Result> {
  try {
    return await change();
  } catch (error) {
    if (!(error instanceof StaleVersion)) {
      throw error;
    }
    throw new PreconditionFailed(error.message, { members: { current: toRepresentation(error.current, publicUrl) } });
  }
}
