import type { JsonObject } from './parse-json-object.ts';
import { TokenRefused } from './token-refused.ts';

/** Seconds since 1970 (RFC 7519 section 2). @throws TokenRefused where the claim is missing or no such number. */
export function parseNumericDate(claims: JsonObject, name: string): number {
  const value = claims[name];
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new TokenRefused(`${name} is missing or not a number`);
  }
  return value;
}
