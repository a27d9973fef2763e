import { PreconditionFailed } from '../foundation/errors.ts';
import type {
  RepairFields,
  RepairRepresentation,
  RepairsClient,
  VersionedRepair,
} from '../repairs-client/repairs-client.ts';
import type { RepairData } from './parse-action-data.ts';

export interface ChangeOutcome {
  /** The repair after the attempt. */
  readonly versioned: VersionedRepair;
  /**
   * `unchanged`: the repair already had these values, so the same action may be delivered any number of times.
   * `conflict`: somebody else changed it first, and this change was not made.
   * `unseen`: not changed, because it is unknown what the person saw.
   */
  readonly kind: 'changed' | 'unchanged' | 'conflict' | 'unseen';
}

/** Changes a repair as the person saw it. If it has changed since, returns it as it is now. */
export async function changeRepair(
  { repairId, etag, shown }: RepairData,
  fields: RepairFields,
  repairs: RepairsClient,
): Promise<ChangeOutcome> {
  const toNotChanged = (versioned: VersionedRepair, kind: 'conflict' | 'unseen' = 'conflict'): ChangeOutcome => ({
    kind: includes(versioned.repair, fields) ? 'unchanged' : kind,
    versioned,
  });
  const current = etag === undefined ? await repairs.get(repairId) : undefined;
  if (current !== undefined && (includes(current.repair, fields) || !includes(current.repair, shown))) {
    return toNotChanged(current, shown === undefined ? 'unseen' : 'conflict');
  }
  try {
    return { kind: 'changed', versioned: await repairs.update(repairId, etag ?? current?.etag ?? '', fields) };
  } catch (error) {
    if (!(error instanceof PreconditionFailed)) {
      throw error;
    }
    return toNotChanged(await repairs.get(repairId));
  }
}

/** Whether a repair has all these values; false if they are unknown. */
function includes(repair: RepairRepresentation, fields: RepairFields | undefined): boolean {
  const current: Readonly<Record<string, unknown>> = { ...repair };
  return (
    fields !== undefined &&
    Object.entries(fields).every(([field, value]) => value === undefined || current[field] === value)
  );
}
