import type { FlowRecord, Hop, HopContent } from '../wire/hop.ts';
import type { Flow } from './flow.ts';
import { toHopContent } from './hop-content.ts';

export interface RecordedFlow extends Flow {
  readonly id: string;
  record(): FlowRecord;
  /** The bodies of a hop. @param index of the hop, from 0. */
  content(index: number): HopContent | undefined;
}

const maxHops = 200;
/** Characters of all bodies of one action. */
const maxContent = 1024 * 1024;

/** Keeps the first 200 hops of one action, and their bodies up to a million characters. */
export function createRecordedFlow(id: string, action: string, startedAt: Date, onChange: () => void): RecordedFlow {
  const hops: Hop[] = [];
  const contents = new Map<number, HopContent>();
  let size = 0;
  return {
    id,
    add(hop, bodies) {
      if (hops.length >= maxHops) {
        return;
      }
      const content = bodies === undefined || size > maxContent ? undefined : toHopContent(bodies);
      if (content !== undefined) {
        size += (content.sent?.length ?? 0) + (content.received?.length ?? 0);
        contents.set(hops.length, content);
      }
      hops.push(content === undefined ? hop : { ...hop, hasContent: true });
      onChange();
    },
    record: () => ({ id, action, startedAt: startedAt.toISOString(), hops: [...hops] }),
    content: (index) => contents.get(index),
  };
}
