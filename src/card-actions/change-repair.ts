import { PreconditionFailed } from '../foundation/errors.ts';
import type {
  RepairFields,
  RepairRepresentation,
  RepairsClient,
  VersionedRepair,
} from '../repairs-client/repairs-client.ts';
import type { RepairData } from './parse-action-data.ts';

export interface Change {
  readonly fields: RepairFields;
  /** Whether the change makes sense for this repair; used if the version the person saw is unknown. */
  isApplicable(repair: RepairRepresentation): boolean;
}

export interface ChangeOutcome {
  /** The repair after the attempt. */
  readonly versioned: VersionedRepair;
  /**
   * `unchanged`: the repair already had these values, so the same action may be delivered any number of times.
   * `conflict`: somebody else changed it first, and this change was not made.
   */
  readonly kind: 'changed' | 'unchanged' | 'conflict';
}

/** Changes the version of a repair that the person saw. If there is a newer version, returns that unchanged. */
export async function changeRepair(
  { repairId, etag }: RepairData,
  change: Change,
  repairs: RepairsClient,
): Promise<ChangeOutcome> {
  const seen = etag === undefined ? await repairs.get(repairId) : undefined;
  if (seen !== undefined && (isApplied(change, seen) || !change.isApplicable(seen.repair))) {
    return toNotChanged(change, seen);
  }
  try {
    return { kind: 'changed', versioned: await repairs.update(repairId, etag ?? seen?.etag ?? '', change.fields) };
  } catch (error) {
    if (!(error instanceof PreconditionFailed)) {
      throw error;
    }
    return toNotChanged(change, await repairs.get(repairId));
  }
}

const toNotChanged = (change: Change, versioned: VersionedRepair): ChangeOutcome => ({
  kind: isApplied(change, versioned) ? 'unchanged' : 'conflict',
  versioned,
});

const isApplied = ({ fields }: Change, { repair }: VersionedRepair): boolean => {
  const current: Readonly<Record<string, unknown>> = { ...repair };
  return Object.entries(fields).every(([field, value]) => value === undefined || current[field] === value);
};
