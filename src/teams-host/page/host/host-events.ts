/** What the host tells the page by itself, over one stream of Server-Sent Events. */
export type HostEvent = 'flow' | 'message' | 'typing' | 'conversations' | 'session';

export interface HostEvents {
  /** Calls back with the data of each event, parsed; @returns what ends it. */
  on(event: HostEvent, listener: (data: unknown) => void): () => void;
  /** Calls back when the host begins to tell, at once where it does already, and when it ceases; @returns what ends it. */
  onConnection(listener: (connected: boolean) => void): () => void;
}

/** @param open begins the stream; called when somebody listens for the first time. */
export function createHostEvents(open: () => EventSource): HostEvents {
  let source: EventSource | undefined;
  let connected = false;
  const watchers = new Set<(connected: boolean) => void>();
  const begin = (): EventSource => {
    if (source === undefined) {
      source = open();
      source.addEventListener('open', () => tell(true));
      source.addEventListener('error', () => tell(false));
    }
    return source;
  };
  const tell = (now: boolean): void => {
    connected = now;
    for (const watcher of watchers) {
      watcher(now);
    }
  };
  return {
    on(event, listener) {
      const stream = begin();
      const hear = ({ data }: MessageEvent<string>): void => {
        const value = parseJson(data);
        if (value !== undefined) {
          listener(value);
        }
      };
      stream.addEventListener(event, hear);
      return () => stream.removeEventListener(event, hear);
    },
    onConnection(listener) {
      begin();
      watchers.add(listener);
      if (connected) {
        listener(true);
      }
      return () => watchers.delete(listener);
    },
  };
}

function parseJson(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
