import { parse } from 'secure-json-parse';
import { InvalidRequest } from '../foundation/errors.ts';
import type { BodyFormat } from '../foundation/http.ts';

/**
 * A JSON body. Rejects members that could change a prototype, such as `__proto__`.
 * @param limit maximum size in bytes.
 */
export const jsonBody = (limit: number): BodyFormat => ({ type: 'application/json', limit, parse: parseJson });

function parseJson(text: string): unknown {
  try {
    return parse(text);
  } catch {
    // The parser's message quotes the body, which must not reach the log.
    throw new InvalidRequest('The body must be valid JSON, without members such as __proto__.');
  }
}
