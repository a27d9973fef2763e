import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Groups everything that one incoming request causes, in this process and in those it calls. Its id is in every line of
 * their logs.
 * @see https://www.w3.org/TR/trace-context/
 */
export interface Trace {
  /** 32 hexadecimal digits. */
  readonly id: string;
  /** Creates a UUID. */
  readonly newId: () => string;
}

const traces = new AsyncLocalStorage<Trace>();
const traceparentPattern = /^00-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-[\da-f]{2}$/;

/**
 * Returns the trace id of a `traceparent` header of version 00, the only version so far; undefined if the header is
 * absent or malformed, for which the specification requires a new trace.
 */
export function parseTraceId(traceparent: string | undefined): string | undefined {
  return traceparentPattern.exec(traceparent ?? '')?.[1];
}

/** Calls `run` in this trace, which `currentTraceId` and `currentTraceparent` then return, also in awaited code. */
export function runInTrace<Result>(trace: Trace, run: () => Result): Result {
  return traces.run(trace, run);
}

/** Returns the id of the current trace; undefined outside of a trace. */
export function currentTraceId(): string | undefined {
  return traces.getStore()?.id;
}

/**
 * Returns the `traceparent` header for an outgoing request, with a new span id and the sampled flag, because every
 * request is logged; undefined outside of a trace.
 */
export function currentTraceparent(): string | undefined {
  const trace = traces.getStore();
  return trace && `00-${trace.id}-${toHex(trace.newId()).slice(16)}-01`;
}

/** @returns the 32 hexadecimal digits of a UUID. */
export function toHex(uuid: string): string {
  return uuid.replaceAll('-', '');
}
