import type { Hop } from '../../wire/hop.ts';
/** The record of the last action as it comes over Server-Sent Events, and what the panel says about it. */

export interface FlowRecord {
  readonly action: string;
  readonly startedAt: string;
  readonly hops: readonly Hop[];
}

/** Reads the data of a `flow` event; undefined where it is not a record. */
export function parseFlow(value: unknown): FlowRecord | undefined {
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  const { action, startedAt, hops } = value as Record<string, unknown>;
  return typeof action === 'string' && typeof startedAt === 'string' && Array.isArray(hops)
    ? { action, startedAt, hops: hops as readonly Hop[] }
    : undefined;
}

/** One sentence on how the action went, for people who cannot see the panel. */
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
 * How a status looks: `good`, `moved`, `bad`, or `none` where nobody answered. That something is not there (404) is an
 * answer like others, such as that of the token service before the sign-in.
 */
export function toTone({ status, failure }: Pick<Hop, 'status' | 'failure'>): 'good' | 'moved' | 'bad' | 'none' {
  if (failure !== undefined || (status !== undefined && status >= 400 && status !== 404)) {
    return 'bad';
  }
  return status === undefined ? 'none' : status >= 300 ? 'moved' : 'good';
}
