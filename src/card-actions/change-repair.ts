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
  /** Whether it still makes sense for the repair as it is now; asked where the version that was seen is not known. */
  isApt(repair: RepairRepresentation): boolean;
}

export interface ChangeOutcome {
  readonly versioned: VersionedRepair;
  /**
   * `changed` now; `already` as it was asked for, so that the same action may come any number of times; or `late`, as
   * somebody else was faster, and nothing is changed.
   */
  readonly kind: 'changed' | 'already' | 'late';
}

/** Changes the version of a repair that the person saw, or else tells how it is now. */
export async function changeRepair(
  { repairId, etag }: RepairData,
  change: Change,
  repairs: RepairsClient,
): Promise<ChangeOutcome> {
  const seen = etag === undefined ? await repairs.get(repairId) : undefined;
  if (seen !== undefined && (isMade(change, seen) || !change.isApt(seen.repair))) {
    return toUnchanged(change, seen);
  }
  try {
    return { kind: 'changed', versioned: await repairs.update(repairId, etag ?? seen?.etag ?? '', change.fields) };
  } catch (fault) {
    if (!(fault instanceof PreconditionFailed)) {
      throw fault;
    }
    return toUnchanged(change, await repairs.get(repairId));
  }
}

const toUnchanged = (change: Change, versioned: VersionedRepair): ChangeOutcome => ({
  kind: isMade(change, versioned) ? 'already' : 'late',
  versioned,
});

const isMade = ({ fields }: Change, { repair }: VersionedRepair): boolean =>
  Object.entries(fields).every(([field, value]) => repair[field as keyof RepairFields] === value);
