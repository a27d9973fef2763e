import type { FlowRecord, Hop } from '../wire/hop.ts';
import type { Flow } from './flow.ts';

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
