import { createLog, type Log } from '../../src/foundation/log.ts';

export interface CapturedLog {
  readonly log: Log;
  readonly lines: readonly string[];
  /** Entries of one event. */
  entries(event: string): Record<string, unknown>[];
}

/** A real log that keeps its lines in memory. */
export function captureLog(): CapturedLog {
  const lines: string[] = [];
  return {
    log: createLog({ level: 'debug', now: () => new Date(), write: (line) => lines.push(line) }),
    lines,
    entries: (event) =>
      lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter((entry) => entry.event === event),
  };
}
