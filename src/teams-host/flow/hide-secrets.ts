import { isJsonObject, member } from '../../foundation/json-value.ts';
import { redact } from '../../foundation/redact.ts';
import { withoutSecrets } from './without-secrets.ts';

/** Deeper parts are left out; people do not write such JSON. */
const maxDepth = 100;

/**
 * Returns a copy of JSON without secrets: members whose names are those of secrets, whatever has the form of a token, and
 * the given secrets wherever they are quoted.
 */
export function hideSecrets(value: unknown, secrets: readonly string[] = [], depth = 0): unknown {
  if (depth > maxDepth) {
    return '[deep]';
  }
  if (Array.isArray(value)) {
    return value.map((item) => hideSecrets(item, secrets, depth + 1));
  }
  if (isJsonObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, content]) => [
        name,
        typeof content === 'object'
          ? hideSecrets(content, secrets, depth + 1)
          : hideSecrets(member(redact({ [name]: content }), name), secrets, depth + 1),
      ]),
    );
  }
  return typeof value === 'string' ? withoutSecrets(String(redact(value)), secrets) : value;
}
