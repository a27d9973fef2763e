import { pino } from 'pino';
import { isJsonObject } from './json-value.ts';
import { redact } from './redact.ts';
import { currentTraceId } from './trace.ts';

export const logLevels = ['debug', 'info', 'warn', 'error'] as const;

export type LogLevel = (typeof logLevels)[number];

export type LogFields = Readonly<Record<string, unknown>>;

/**
 * Writes one JSON object per line: `level`, `time`, `event`, `traceId` where a request is the cause, then the fields.
 * Tokens and secrets in the fields are redacted. Events are named `<component>: <what happened>`.
 */
export type Log = Readonly<Record<LogLevel, (event: string, fields?: LogFields) => void>>;

export interface LogOptions {
  /** The lowest level that is written. */
  readonly level: LogLevel;
  readonly now: () => Date;
  /** Takes one line at a time, with its line break. */
  readonly write: (line: string) => void;
}

export function createLog({ level, now, write }: LogOptions): Log {
  const logger = pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${now().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write },
  );
  const entry =
    (entryLevel: LogLevel) =>
    (event: string, fields: LogFields = {}): void => {
      if (logger.isLevelEnabled(entryLevel)) {
        const redacted = redact(fields);
        const members = isJsonObject(redacted) ? redacted : { fields: redacted };
        logger[entryLevel]({ event, traceId: currentTraceId(), ...members });
      }
    };
  return { debug: entry('debug'), info: entry('info'), warn: entry('warn'), error: entry('error') };
}
