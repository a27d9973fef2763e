/** What parsing the `value` of an invoke is made of; all of it throws MalformedValue with `field`. */
import { InvalidRequest } from '../../foundation/errors.ts';
import type { Credentials } from '../user-tokens/with-token.ts';

/** 400: Teams would never send this; nobody who sits in front of it is to blame. */
export class MalformedValue extends InvalidRequest {}

export type ValueObject = Readonly<Record<string, unknown>>;

/** Longest text of a name, and of a value. */
export const longestName = 64;
export const longestText = 4096;

const verificationCode = /^\d{6}$/;

/** @param field name for the message; `value` itself when absent. */
export function parseObject(value: unknown, field = 'value'): ValueObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw malformed(field);
  }
  return value as ValueObject;
}

/** As `parseObject`, and empty where there is none. */
export function parseOptionalObject(value: unknown, field: string): ValueObject {
  return value === undefined || value === null ? {} : parseObject(value, field);
}

/** Text that is not empty. */
export function parseText(value: unknown, field: string, longest: number): string {
  if (typeof value !== 'string' || value === '' || value.length > longest || !value.isWellFormed()) {
    throw malformed(field);
  }
  return value;
}

/** A whole number from `least` to `most`; `fallback` where there is none. */
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
 * Takes out what came of a sign-in: a verification code only where it is six digits, since Teams puts words into the same
 * place, and the token of single sign-on.
 */
export function parseCredentials(value: unknown): Credentials {
  const { state, authentication } = Object(value) as { readonly state?: unknown; readonly authentication?: unknown };
  const { token } = Object(authentication) as { readonly token?: unknown };
  const isToken = typeof token === 'string' && /^[\x21-\x7e]{1,16384}$/.test(token);
  return {
    ...(typeof state === 'string' && verificationCode.test(state) ? { code: state } : {}),
    ...(isToken ? { handedOver: token } : {}),
  };
}

export function malformed(field: string): MalformedValue {
  return new MalformedValue(`The ${field} of this request is missing or malformed.`, { field });
}
