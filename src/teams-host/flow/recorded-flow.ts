import type { Flow, Hop } from './flow.ts';

/** What `GET /api/flow` answers. */
export interface FlowRecord {
  /** What the person did, for example `List all repairs`. */
  readonly action: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly hops: readonly Hop[];
}

export interface RecordedFlow extends Flow {
  record(): FlowRecord;
}

const mostHops = 200;

/** Keeps the hops of one action; the first ones, should there ever be more than anybody reads. */
export function createRecordedFlow(action: string, startedAt: Date, onChange: () => void): RecordedFlow {
  const hops: Hop[] = [];
  return {
    add(hop) {
      if (hops.length < mostHops) {
        hops.push(hop);
        onChange();
      }
    },
    record: () => ({ action, startedAt: startedAt.toISOString(), hops: [...hops] }),
  };
}
