import { useEffect, useState } from 'react';
import type { FlowRecord } from '../../wire/hop.ts';
import type { HostEvents } from '../host/host-events.ts';

export interface LiveFlow {
  readonly record: FlowRecord | undefined;
  /** Whether the event stream is open. */
  readonly connected: boolean;
}

/** Follows the hops of the last action of this browser. */
export function useFlow(events: HostEvents): LiveFlow {
  const [record, setRecord] = useState<FlowRecord>();
  const [connected, setConnected] = useState(true);
  useEffect(() => {
    const stopConnection = events.onConnection(setConnected);
    const stopFlow = events.on('flow', setRecord);
    return () => {
      stopConnection();
      stopFlow();
    };
  }, [events]);
  return { record, connected };
}
