import { useEffect, useState } from 'react';
import type { FlowRecord } from '../host-api.ts';
import { parseFlow } from './flow-events.ts';

export interface LiveFlow {
  readonly record: FlowRecord | undefined;
  /** Whether the host is still telling. */
  readonly connected: boolean;
}

/** Follows the hops of this browser's last action as they happen. */
export function useFlow(): LiveFlow {
  const [record, setRecord] = useState<FlowRecord>();
  const [connected, setConnected] = useState(true);
  useEffect(() => {
    const events = new EventSource('/api/events');
    events.addEventListener('open', () => setConnected(true));
    events.addEventListener('error', () => setConnected(false));
    events.addEventListener('flow', (event) => {
      const next = parseFlow(event.data);
      if (next !== undefined) {
        setRecord(next);
      }
    });
    return () => events.close();
  }, []);
  return { record, connected };
}
