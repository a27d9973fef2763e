import { createLog, type Log } from '../../src/foundation/log.ts';

export interface CapturedLog {
  readonly log: Log;
  readonly lines: readonly string[];
  /** The entries of an event. */
  entries(event: string): Record<string, unknown>[];
}

/** Creates a real log that stores its lines in memory. */
export function captureLog(): CapturedLog {
  const lines: string[] = [];
  return {
    log: createLog({ level: 'debug', now: () => new Date(), write: (line) => lines.push(line) }),
    lines,
    entries: (event) =>
      lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter((entry) => entry.event === event),
  };
}
