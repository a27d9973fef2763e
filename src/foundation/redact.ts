import { LRUCache } from 'lru-cache';

const maximumDepth = 6;

/** Matches member names in lower case, without the characters that separate their words. */
const secretName =
  /^(code|state)$|(cookie|authorization|credentials?|password|passphrase|secret|token|assertion|apikey|privatekey|accesskey|verifier|authorizationcode|verificationcode)$/;
const secretWord = String.raw`(?:code|state|[\w-]*(?:authorization|cookie|token|secret|password|assertion|verifier|api[-_]?key))`;
/** In a query string or a form, also one that is percent-encoded as the value of another parameter. */
const secretParameter = new RegExp(String.raw`((?:^|[?&\s"'(]|%3f|%26)${secretWord}(?:=|%3d))[^&\s"']+`, 'gi');
/** In JSON, also JSON in a string of JSON. */
const secretMember = new RegExp(String.raw`("${secretWord}\\?"\s*:\s*)(?:\\?"(?:[^"\\]|\\.)*\\?"?|[^\s",}\]]+)`, 'gi');
const credentials = /(bearer|basic)\s+\S+/gi;
const userInfo = /\/\/[^/?#\s@"']*@/g;
/** The characters of a JWT. */
const run = /[\w.-]+/g;
/** The beginning of a JSON object in base64url; one that begins with white space counts only at the start of a run. */
const tokenStart = /eyJ|^e(?:yA|wo|wk|w0)/;
/** Common to all of the above. Most texts do not match, which spares them the expensive patterns. */
const suspicious = /[="]|%3d|\/\/|bearer|basic|e(?:yJ|yA|wo|wk|w0)/i;

/** Remembers the verdict: the same few names come with every line of the log. */
const secretNames = new LRUCache<string, boolean>({
  max: 1000,
  memoMethod: (name) => secretName.test(name.replace(/[^a-z\d]/gi, '').toLowerCase()),
});

/**
 * Returns a copy of plain values that JSON can hold, without tokens and secrets, which it recognizes by the name of the
 * member and by their look. Never throws: what cannot be read becomes `[unreadable]`.
 */
export function redact(value: unknown): unknown {
  return redactWithin(value, []);
}

/** @param around the objects that contain the value. */
function redactWithin(value: unknown, around: readonly object[]): unknown {
  switch (typeof value) {
    case 'string':
      return redactText(value);
    case 'bigint':
      return String(value);
    case 'function':
    case 'symbol':
      return undefined;
    case 'object':
      return value === null ? null : redactObject(value, around);
    default:
      return value;
  }
}

function redactObject(value: object, around: readonly object[]): unknown {
  if (around.includes(value)) {
    return '[cycle]';
  }
  if (around.length >= maximumDepth) {
    return '[deep]';
  }
  try {
    return redactReadable(value, [...around, value]);
  } catch {
    return '[unreadable]';
  }
}

function redactReadable(value: object, around: readonly object[]): unknown {
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
  if (secretNames.memo(name)) {
    return '[redacted]';
  }
  try {
    return redactWithin(Reflect.get(value, name), around);
  } catch {
    return '[unreadable]';
  }
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
