import { compile, JSONPathError } from 'json-p3';

/** Characters; no real path is longer, and parsing is recursive. */
const maxLength = 500;

/**
 * Checks a JSONPath of response semantics.
 * @returns why it is not one of RFC 9535, as a clause; undefined if it is.
 * @see https://www.rfc-editor.org/rfc/rfc9535
 */
export function explainDataPath(path: string): string | undefined {
  if (path.length > maxLength) {
    return `it has more than ${maxLength} characters`;
  }
  try {
    compile(path);
    return undefined;
  } catch (cause) {
    if (cause instanceof JSONPathError) {
      return cause.message.replace(/\.$/, '');
    }
    throw cause;
  }
}
