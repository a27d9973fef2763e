import type { JsonObject } from './parse-json-object.ts';
import { TokenRefused } from './token-refused.ts';

const longest = 256;

/**
 * Reads a claim that is text fit to be kept: not empty, not endless, no lone surrogates, no control characters.
 * @throws TokenRefused where it is missing or not such text.
 */
export function parseClaimText(claims: JsonObject, name: string): string {
  const value = claims[name];
  const isFit =
    typeof value === 'string' &&
    value.length > 0 &&
    value.length <= longest &&
    value.isWellFormed() &&
    !/\p{Cc}/u.test(value);
  if (!isFit) {
    throw new TokenRefused(`${name} is missing or not text`);
  }
  return value;
}
