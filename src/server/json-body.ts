import { parse } from 'secure-json-parse';
import { InvalidRequest } from '../foundation/errors.ts';
import type { BodyFormat } from '../foundation/http.ts';
import { isDeeperThan } from '../foundation/json-value.ts';

/**
 * A JSON body. Rejects members that could change a prototype, such as `__proto__`.
 * @param limit maximum size in bytes.
 * @param names `any` also accepts those members, for handlers that never assign to a member by its name.
 */
export const jsonBody = (limit: number, names: 'safe' | 'any' = 'safe'): BodyFormat => {
  const action = names === 'any' ? 'ignore' : 'error';
  return { type: 'application/json', limit, parse: (text) => parseJson(text, action) };
};

/** Levels of nesting, few enough for any recursion. */
const maxLevels = 200;

function parseJson(text: string, action: 'ignore' | 'error'): unknown {
  let body: unknown;
  try {
    body = parse(text, null, { protoAction: action, constructorAction: action });
  } catch {
    // The parser's message quotes the body, which must not reach the log.
    throw new InvalidRequest('The body must be valid JSON, without members such as __proto__.');
  }
  if (isDeeperThan(maxLevels, body)) {
    throw new InvalidRequest(`The body must not be nested more than ${maxLevels} levels deep.`);
  }
  return body;
}
