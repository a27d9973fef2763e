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
const maximumDepth = 6;

/** Of names without what parts their words. */
const secretName =
  /^(code|state)$|(cookie|authorization|credentials?|password|passphrase|secret|token|assertion|apikey|privatekey|accesskey|verifier|authorizationcode|verificationcode)$/;
const secretWord = String.raw`(?:code|state|[\w-]*(?:authorization|cookie|token|secret|password|assertion|verifier|api[-_]?key))`;
/** In a query or a form, also one that is a value of another. */
const secretParameter = new RegExp(String.raw`((?:^|[?&\s"'(]|%3f|%26)${secretWord}(?:=|%3d))[^&\s"']+`, 'gi');
/** In JSON, also JSON in a string of JSON. */
const secretMember = new RegExp(String.raw`("${secretWord}\\?"\s*:\s*)(?:\\?"(?:[^"\\]|\\.)*\\?"?|[^\s",}\]]+)`, 'gi');
const credentials = /(bearer|basic)\s+\S+/gi;
const userInfo = /\/\/[^/?#\s@"']*@/g;
/** What a JWT is made of. */
const run = /[\w.-]+/g;
/** The beginning of a JSON object in base64url; with white space first it is looked for where a run begins. */
const tokenStart = /eyJ|^e(?:yA|wo|wk|w0)/;
/** What all of the above have something of: most texts have nothing, and need not be looked through for each. */
const suspicious = /[="]|%3d|\/\/|bearer|basic|e(?:yJ|yA|wo|wk|w0)/i;

/** Removes tokens and secrets from a value of any shape, by name and by look; what cannot be read is left out. */
export function redact(value: unknown): unknown {
  return redactWithin(value, []);
}

function redactWithin(value: unknown, around: readonly object[]): unknown {
  switch (typeof value) {
    case 'string':
      return redactText(value);
    case 'bigint':
      return String(value);
    case 'object':
      break;
    case 'function':
    case 'symbol':
      return undefined;
    default:
      return value;
  }
  if (value === null) {
    return value;
  }
  if (around.includes(value)) {
    return '[cycle]';
  }
  if (around.length >= maximumDepth) {
    return '[deep]';
  }
  try {
    return redactObject(value, [...around, value]);
  } catch {
    return '[unreadable]';
  }
}

function redactObject(value: object, around: readonly object[]): unknown {
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? 'invalid date' : value.toISOString();
  }
  if (value instanceof URL || value instanceof URLSearchParams) {
    return redactText(value instanceof URL ? value.href : `?${value}`);
  }
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
    return `[${value.byteLength} bytes]`;
  }
  if (Array.isArray(value)) {
    return Array.from(value, (item) => redactWithin(item, around));
  }
  const names = value instanceof Error ? ['name', 'message', 'detail', 'stack', 'cause', 'errors'] : Object.keys(value);
  return Object.fromEntries(names.map((name) => [redactText(name), redactMember(value, name, around)]));
}

function redactMember(value: object, name: string, around: readonly object[]): unknown {
  if (isSecret(name)) {
    return '[redacted]';
  }
  try {
    return redactWithin(Reflect.get(value, name), around);
  } catch {
    return '[unreadable]';
  }
}

/** The same few names come with every line. */
const judgedNames = new Map<string, boolean>();
const mostJudged = 1000;

function isSecret(name: string): boolean {
  const judged = judgedNames.get(name);
  if (judged !== undefined) {
    return judged;
  }
  if (judgedNames.size >= mostJudged) {
    judgedNames.clear();
  }
  const secret = secretName.test(name.replace(/[^a-z\d]/gi, '').toLowerCase());
  judgedNames.set(name, secret);
  return secret;
}

function redactText(text: string): string {
  if (!suspicious.test(text)) {
    return text;
  }
  return text
    .replace(secretParameter, '$1[redacted]')
    .replace(secretMember, '$1"[redacted]"')
    .replace(credentials, '[redacted]')
    .replace(userInfo, '//[redacted]@')
    .replace(run, redactToken);
}

function redactToken(text: string): string {
  const start = text.search(tokenStart);
  return start >= 0 && text.includes('.', start) ? `${text.slice(0, start)}[redacted]` : text;
}

/** Creates a log that writes lines from `level` upwards. */
export function createLog({ level, now, write }: LogOptions): Log {
  const entry =
    (entryLevel: LogLevel) =>
    (event: string, fields: LogFields = {}): void => {
      if (levels.indexOf(entryLevel) < levels.indexOf(level)) {
        return;
      }
      const shown = redact(fields);
      const members = typeof shown === 'object' ? shown : { fields: shown };
      write(`${JSON.stringify({ time: now().toISOString(), level: entryLevel, event, ...members })}\n`);
    };
  return { debug: entry('debug'), info: entry('info'), warn: entry('warn'), error: entry('error') };
}
