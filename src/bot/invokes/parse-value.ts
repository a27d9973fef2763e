/** Parsers for parts of an invoke's `value`; all throw MalformedValue with `field`. */
import { InvalidRequest } from '../../foundation/errors.ts';
import { isJsonObject, type JsonObject, toObject } from '../../foundation/json-value.ts';
import type { Credentials } from '../user-tokens/with-token.ts';

/** 400: a value that Teams itself never sends. */
export class MalformedValue extends InvalidRequest {}

/** Maximum lengths of a name and of a text, in UTF-16 code units. */
export const longestName = 64;
export const longestText = 4096;

const verificationCode = /^\d{6}$/;
/** The `state` after the person has closed the pop-up of a sign-in. */
export const cancelled = 'CancelledByUser';

/** Parses an object that is not an array. @param field name for the error message. */
export function parseObject(value: unknown, field = 'value'): JsonObject {
  if (!isJsonObject(value)) {
    throw malformed(field);
  }
  return value;
}

/** Like `parseObject`, but returns an empty object for an absent value. */
export function parseOptionalObject(value: unknown, field: string): JsonObject {
  return value === undefined || value === null ? {} : parseObject(value, field);
}

/** Parses a non-empty text of at most `longest` UTF-16 code units. */
export function parseText(value: unknown, field: string, longest: number): string {
  if (typeof value !== 'string' || value === '' || value.length > longest || !value.isWellFormed()) {
    throw malformed(field);
  }
  return value;
}

/** Parses an integer from `least` to `most`; returns `fallback` for an absent value. */
export function parseCount(value: unknown, field: string, bounds: { least: number; most: number; fallback: number }) {
  const { least, most, fallback } = bounds;
  if (value === undefined || value === null) {
    return fallback;
  }
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
    throw malformed(field);
  }
  return value;
}

/**
 * Extracts the result of a sign-in: the verification code, if `state` is six digits (Teams also puts text there), and
 * the token of single sign-on.
 */
export function parseCredentials(value: unknown): Credentials {
  const { state, authentication } = toObject(value);
  const { token } = toObject(authentication);
  const isToken = typeof token === 'string' && /^[\x21-\x7e]{1,16384}$/.test(token);
  return {
    code: typeof state === 'string' && verificationCode.test(state) ? state : undefined,
    hasCode: typeof state === 'string' && state !== '' && state !== cancelled,
    exchangeable: isToken ? token : undefined,
  };
}

export function malformed(field: string): MalformedValue {
  return new MalformedValue(`The ${field} of this request is missing or malformed.`, { field });
}
