import { LRUCache } from 'lru-cache';

const maximumDepth = 6;

/** Matches member names that were reduced to lower-case letters and digits. */
const secretName =
  /^(code|state)$|(cookie|authorization|credentials?|password|passphrase|secret|token|assertion|apikey|privatekey|accesskey|verifier|authorizationcode|verificationcode)$/;
const secretWord = String.raw`(?:code|state|[\w-]*(?:authorization|cookie|token|secret|password|assertion|verifier|api[-_]?key))`;
/** Matches parameters of a query string or form, including one that is percent-encoded inside another parameter. */
const secretParameter = new RegExp(String.raw`((?:^|[?&\s"'(]|%3f|%26)${secretWord}(?:=|%3d))[^&\s"']+`, 'gi');
/** Matches members of JSON, including JSON inside a JSON string. */
const secretMember = new RegExp(String.raw`("${secretWord}\\?"\s*:\s*)(?:\\?"(?:[^"\\]|\\.)*\\?"?|[^\s",}\]]+)`, 'gi');
const credentials = /(bearer|basic)\s+\S+/gi;
const userInfo = /\/\/[^/?#\s@"']*@/g;
/** Matches service tokens, also incomplete ones. */
const serviceToken = /rpr_[\w-]+/gi;
/** The characters of a JWT. */
const run = /[\w.-]+/g;
/** The beginning of a JSON object in base64url. One with leading white space matches only at the start of a run. */
const tokenStart = /eyJ|^e(?:yA|wo|wk|w0)/;
/** Matches whatever any pattern above matches. Most texts do not match it and skip the expensive patterns. */
const suspicious = /[="]|%3d|\/\/|bearer|basic|rpr_|e(?:yJ|yA|wo|wk|w0)/i;

/**
 * Cached, because the same few names occur in every log line. One cache for all callers of `redact`, also those without
 * a log: a result depends on nothing but the name.
 */
const secretNames = new LRUCache<string, boolean>({
  max: 1000,
  memoMethod: (name) => secretName.test(name.replace(/[^a-z\d]/gi, '').toLowerCase()),
});

/**
 * Returns a JSON-compatible copy without tokens and secrets, which are recognized by the name of the member and by
 * their form. Never throws: unreadable values become `[unreadable]`.
 */
export function redact(value: unknown): unknown {
  return redactWithin(value, []);
}

/** @param ancestors the objects that contain the value. */
function redactWithin(value: unknown, ancestors: readonly object[]): unknown {
  switch (typeof value) {
    case 'string':
      return redactText(value);
    case 'bigint':
      return String(value);
    case 'function':
    case 'symbol':
      return undefined;
    case 'object':
      return value === null ? null : redactObject(value, ancestors);
    default:
      return value;
  }
}

function redactObject(value: object, ancestors: readonly object[]): unknown {
  if (ancestors.includes(value)) {
    return '[cycle]';
  }
  if (ancestors.length >= maximumDepth) {
    return '[deep]';
  }
  try {
    return redactReadable(value, [...ancestors, value]);
  } catch {
    return '[unreadable]';
  }
}

function redactReadable(value: object, ancestors: readonly object[]): unknown {
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
    return Array.from(value, (item) => redactWithin(item, ancestors));
  }
  const names = value instanceof Error ? ['name', 'message', 'detail', 'stack', 'cause', 'errors'] : Object.keys(value);
  return Object.fromEntries(names.map((name) => [redactText(name), redactMember(value, name, ancestors)]));
}

function redactMember(value: object, name: string, ancestors: readonly object[]): unknown {
  if (secretNames.memo(name)) {
    return '[redacted]';
  }
  try {
    return redactWithin(Reflect.get(value, name), ancestors);
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
    .replace(serviceToken, 'rpr_[redacted]')
    .replace(userInfo, '//[redacted]@')
    .replace(run, redactToken);
}

function redactToken(text: string): string {
  const start = text.search(tokenStart);
  return start >= 0 && text.includes('.', start) ? `${text.slice(0, start)}[redacted]` : text;
}
