import { useEffect, useState } from 'react';
import type { FlowRecord } from '../../wire/hop.ts';
import type { HostEvents } from '../host/host-events.ts';
import { mergeFlow } from './flow-events.ts';

export interface LiveFlow {
  /** The last actions of this browser, newest first. */
  readonly records: readonly FlowRecord[];
  /** Whether the event stream is open. */
  readonly connected: boolean;
}

/** Follows the hops of the last actions of this browser; those of another person are forgotten. */
export function useFlow(events: HostEvents): LiveFlow {
  const [records, setRecords] = useState<readonly FlowRecord[]>([]);
  const [connected, setConnected] = useState(true);
  useEffect(() => {
    const stops = [
      events.onConnection(setConnected),
      events.on('flow', (record) => setRecords((before) => mergeFlow(before, record))),
      events.on('session', () => setRecords([])),
    ];
    return () => {
      for (const stop of stops) {
        stop();
      }
    };
  }, [events]);
  return { records, connected };
}
