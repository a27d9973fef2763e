import type { FlowRecord, Hop } from '../../wire/hop.ts';

/** Summarizes the result of an action in a sentence, for screen readers. */
export function summarizeFlow({ action, hops }: FlowRecord): string {
  if (hops.length === 0) {
    return action;
  }
  const failed = hops.findIndex(({ failure }) => failure !== undefined);
  const steps = hops.length === 1 ? '1 step' : `${hops.length} steps`;
  const failure = hops[failed]?.failure;
  return failure === undefined
    ? `${action}: ${steps}, nothing failed.`
    : `${action}: step ${failed + 1} of ${hops.length} failed. ${failure.why}`;
}

/**
 * Returns the tone for the status of a hop; `none` without a response. 404 is not `bad`, because the token service
 * answers 404 before the sign-in.
 */
export function toTone({ status, failure }: Pick<Hop, 'status' | 'failure'>): 'good' | 'moved' | 'bad' | 'none' {
  if (failure !== undefined || (status !== undefined && status >= 400 && status !== 404)) {
    return 'bad';
  }
  return status === undefined ? 'none' : status >= 300 ? 'moved' : 'good';
}

const maxRecords = 20;

/** Replaces the action with the same id, or adds a new one. @returns newest first; actions without hops only as newest. */
export function mergeFlow(records: readonly FlowRecord[], record: FlowRecord): readonly FlowRecord[] {
  const known = records.findIndex(({ id }) => id === record.id);
  if (known >= 0) {
    return records.with(known, record);
  }
  return [record, ...records.filter(({ hops }) => hops.length > 0)].slice(0, maxRecords);
}
