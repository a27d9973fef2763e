import type { JsonObject } from '../foundation/json-value.ts';
import { TokenRefused } from './token-refused.ts';

const longest = 256;

/**
 * Parses a text claim: 1 to 256 characters, well-formed Unicode, no control characters.
 * @throws TokenRefused if it is missing or invalid.
 */
export function parseClaimText(claims: JsonObject, name: string): string {
  const value = claims[name];
  const isValid =
    typeof value === 'string' &&
    value.length > 0 &&
    value.length <= longest &&
    value.isWellFormed() &&
    !/\p{Cc}/u.test(value);
  if (!isValid) {
    throw new TokenRefused(`${name} is missing or not valid text`);
  }
  return value;
}
