import type { FlowRecord, Hop } from '../wire/hop.ts';
import type { Flow } from './flow.ts';

export interface RecordedFlow extends Flow {
  record(): FlowRecord;
}

const maxHops = 200;

/** Keeps the first 200 hops of one action. */
export function createRecordedFlow(action: string, startedAt: Date, onChange: () => void): RecordedFlow {
  const hops: Hop[] = [];
  return {
    add(hop) {
      if (hops.length < maxHops) {
        hops.push(hop);
        onChange();
      }
    },
    record: () => ({ action, startedAt: startedAt.toISOString(), hops: [...hops] }),
  };
}
