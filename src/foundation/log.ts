import { isJsonObject } from './json-value.ts';
import { redact } from './redact.ts';
import { currentTraceId } from './trace.ts';

/** In order of severity. */
export const logLevels = ['debug', 'info', 'warn', 'error'] as const;

export type LogLevel = (typeof logLevels)[number];

export type LogFields = Readonly<Record<string, unknown>>;

/**
 * Writes one JSON object per line: `time`, `level`, `event`, `traceId` (within a request), then the fields.
 * Tokens and secrets in the fields are redacted. Events are named `<component>: <what happened>`.
 */
export type Log = Readonly<Record<LogLevel, (event: string, fields?: LogFields) => void>>;

export interface LogOptions {
  /** The lowest level that is written. */
  readonly level: LogLevel;
  readonly now: () => Date;
  /** Receives one line at a time, including its line break. */
  readonly write: (line: string) => void;
}

/** Creates a log that writes lines of `level` and above. */
export function createLog({ level, now, write }: LogOptions): Log {
  const entry =
    (entryLevel: LogLevel) =>
    (event: string, fields: LogFields = {}): void => {
      if (logLevels.indexOf(entryLevel) < logLevels.indexOf(level)) {
        return;
      }
      const redacted = redact(fields);
      const members = isJsonObject(redacted) ? redacted : { fields: redacted };
      const head = { time: now().toISOString(), level: entryLevel, event, traceId: currentTraceId() };
      write(`${JSON.stringify({ ...head, ...members })}\n`);
    };
  return { debug: entry('debug'), info: entry('info'), warn: entry('warn'), error: entry('error') };
}
