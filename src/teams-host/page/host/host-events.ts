import type { EventStream } from '../../wire/events.ts';

/** The events of the host, from one stream of Server-Sent Events. */
export interface HostEvents {
  /** Calls the listener with the data of each event of this name. @returns a function that removes the listener. */
  on<Name extends keyof EventStream>(name: Name, listener: (data: EventStream[Name]) => void): () => void;
  /**
   * Calls the listener when the stream opens or is lost, and at once if it is open.
   * @returns a function that removes the listener.
   */
  onConnection(listener: (connected: boolean) => void): () => void;
}

/** @param open opens the stream; called with the first subscription. */
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
      // Like responses, events are not validated: the compiler checks the host against the same `EventStream`.
      const onEvent = ({ data }: MessageEvent<string>): void => listener(JSON.parse(data));
      stream.addEventListener(name, onEvent);
      return () => stream.removeEventListener(name, onEvent);
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
