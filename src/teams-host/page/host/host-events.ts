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
  /** Calls the listener when the host refuses the stream, for example because it does not know the session. */
  onRefused(listener: () => void): () => void;
  /** Opens the stream again at once, if it is not open. */
  reconnect(): void;
}

/** Pause before a stream that the host has refused is opened again, in milliseconds. */
const pause = 2_000;
/** `EventSource.CLOSED`: the host has refused the stream, so the browser does not open it again. */
const closed = 2;

/**
 * Creates the events. The browser itself opens a lost stream again, except after an answer with an error: a host that is
 * just starting, or that no longer knows the session.
 * @param open opens the stream; called with the first subscription.
 */
export function createHostEvents(open: () => EventSource): HostEvents {
  let source: EventSource | undefined;
  let connected = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const watchers = new Set<(connected: boolean) => void>();
  const refusals = new Set<() => void>();
  const handlers = new Map<string, (event: MessageEvent<string>) => void>();
  const listeners = new Map<string, Set<(data: unknown) => void>>();

  const begin = (): EventSource => {
    clearTimeout(timer);
    const stream = open();
    source = stream;
    for (const [name, handler] of handlers) {
      stream.addEventListener(name, handler);
    }
    stream.addEventListener('open', () => stream === source && setConnected(true));
    stream.addEventListener('error', () => {
      if (stream === source) {
        setConnected(false);
        if (stream.readyState === closed) {
          timer = setTimeout(begin, pause);
          for (const listener of refusals) {
            listener();
          }
        }
      }
    });
    return stream;
  };
  const setConnected = (now: boolean): void => {
    connected = now;
    for (const watcher of watchers) {
      watcher(now);
    }
  };
  return {
    on(name, listener) {
      const stream = source ?? begin();
      const known = listeners.get(name) ?? new Set();
      // Like responses, events are not validated: the compiler checks the host against the same `EventStream`.
      const typed = listener as (data: unknown) => void;
      listeners.set(name, known.add(typed));
      if (!handlers.has(name)) {
        const handler = ({ data }: MessageEvent<string>): void => {
          const parsed: unknown = JSON.parse(data);
          for (const each of known) {
            each(parsed);
          }
        };
        handlers.set(name, handler);
        stream.addEventListener(name, handler);
      }
      return () => known.delete(typed);
    },
    onConnection(listener) {
      if (source === undefined) {
        begin();
      }
      watchers.add(listener);
      if (connected) {
        listener(true);
      }
      return () => watchers.delete(listener);
    },
    onRefused(listener) {
      refusals.add(listener);
      return () => refusals.delete(listener);
    },
    reconnect() {
      if (!connected) {
        source?.close();
        begin();
      }
    },
  };
}
