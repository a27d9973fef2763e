import type { JsonObject } from '../foundation/json-value.ts';
import { TokenRefused } from './token-refused.ts';

/**
 * Parses a NumericDate (RFC 7519 section 2): seconds since 1970.
 * @throws TokenRefused if it is missing or not a number.
 */
export function parseNumericDate(claims: JsonObject, name: string): number {
  const value = claims[name];
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new TokenRefused(`${name} is missing or not a number`);
  }
  return value;
}
