/** One JSON object a line. Values under names that carry secrets never leave this file. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export type LogFields = Readonly<Record<string, unknown>>;

export interface Log {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

export interface LogOptions {
  readonly level: LogLevel;
  readonly now: () => Date;
  readonly write: (line: string) => void;
}

const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];
const secretNames =
  /^(authorization|cookie|set-cookie|code|code_verifier|state|(x-)?api[-_]?key|password|(.*[-_])?(token|secret|assertion)|.*(Token|Secret))$/i;
const secretText = /eyJ[\w-]+\.[\w-]*\.?[\w-]*|(bearer|basic)\s+\S+/gi;
const secretQuery = /([?&](?:code|state|[\w-]*token|[\w-]*secret|code_verifier|(?:x-)?api[-_]?key)=)[^&\s"]+/gi;
const maximumDepth = 6;

/** Removes tokens and secrets from a value of any shape, by name and by look. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') {
    return value.replace(secretQuery, '$1[redacted]').replace(secretText, '[redacted]');
  }
  if (typeof value === 'bigint') {
    return String(value);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (depth >= maximumDepth) {
    return '[deep]';
  }
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? 'invalid date' : value.toISOString();
  }
  if (value instanceof Error) {
    const { name, message, stack, cause, detail } = value as Error & { detail?: unknown };
    return redact({ name, message, detail, stack, cause }, depth);
  }
  if (value instanceof URL || value instanceof URLSearchParams) {
    return redact(value instanceof URL ? value.href : `?${value}`, depth);
  }
  if (Array.isArray(value)) {
    return value.map((item) => redact(item, depth + 1));
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      secretNames.test(name) ? '[redacted]' : redact(item, depth + 1),
    ]),
  );
}

/** Creates a log that writes lines from `level` upwards. */
export function createLog({ level, now, write }: LogOptions): Log {
  const entry =
    (entryLevel: LogLevel) =>
    (event: string, fields: LogFields = {}): void => {
      if (levels.indexOf(entryLevel) < levels.indexOf(level)) {
        return;
      }
      write(
        `${JSON.stringify({ time: now().toISOString(), level: entryLevel, event, ...(redact(fields) as object) })}\n`,
      );
    };
  return { debug: entry('debug'), info: entry('info'), warn: entry('warn'), error: entry('error') };
}
