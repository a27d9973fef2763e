import type { EventStream } from '../../wire/events.ts';

/** The events the host sends, over one stream of Server-Sent Events. */
export interface HostEvents {
  /** Calls back with the data of each event of this name; @returns what ends it. */
  on<Name extends keyof EventStream>(name: Name, listener: (data: EventStream[Name]) => void): () => void;
  /** Calls back when the stream opens, at once where it is open, and when it is lost; @returns what ends it. */
  onConnection(listener: (connected: boolean) => void): () => void;
}

/** @param open begins the stream; called with the first subscription. */
export function createHostEvents(open: () => EventSource): HostEvents {
  let source: EventSource | undefined;
  let connected = false;
  const watchers = new Set<(connected: boolean) => void>();
  const begin = (): EventSource => {
    if (source === undefined) {
      source = open();
      source.addEventListener('open', () => setConnected(true));
      source.addEventListener('error', () => setConnected(false));
    }
    return source;
  };
  const setConnected = (now: boolean): void => {
    connected = now;
    for (const watcher of watchers) {
      watcher(now);
    }
  };
  return {
    on(name, listener) {
      const stream = begin();
      // Like answers to calls, the data is typed by the host's half of this program and not parsed again.
      const hear = ({ data }: MessageEvent<string>): void => listener(JSON.parse(data));
      stream.addEventListener(name, hear);
      return () => stream.removeEventListener(name, hear);
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
