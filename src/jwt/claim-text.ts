import type { JsonObject } from './parse-json-object.ts';
import { TokenRefused } from './token-refused.ts';

const longest = 256;

/** Whether a claim is text fit to be kept and shown: not empty, not endless, no lone surrogates, no control characters. */
export function isClaimText(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length > 0 &&
    value.length <= longest &&
    value.isWellFormed() &&
    !/\p{Cc}/u.test(value)
  );
}

/** @throws TokenRefused where the claim is missing or not such text. */
export function parseClaimText(claims: JsonObject, name: string): string {
  const value = claims[name];
  if (!isClaimText(value)) {
    throw new TokenRefused(`${name} is missing or not text`);
  }
  return value;
}
