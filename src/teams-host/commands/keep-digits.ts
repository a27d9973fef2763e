import { isDeeperThan, isJsonObject } from '../../foundation/json-value.ts';
import { ExactNumber, toExactJson } from '../app-package/files/exact-number.ts';

/** Doubles in place of the integers that a double cannot hold, each with the digits of its own integer. */
export interface KeptDigits {
  /** The response with doubles. */
  readonly response: unknown;
  /** Writes the digits of the response in every text of a value in which a double was written. */
  restore<Value>(value: Value): Value;
}

/** Levels of nesting that the recursion bears, at least as many as can be rendered. */
const maxLevels = 200;

/**
 * Replaces integers beyond 2^53 by doubles for the template engine, which knows no other numbers, so that their digits
 * can be restored in what it has written. Each gets a double of its own, which the response does not contain.
 * @param response JSON with ExactNumber.
 */
export function keepDigits(response: unknown): KeptDigits {
  if (isDeeperThan(maxLevels, response)) {
    return { response, restore: (value) => value };
  }
  let json: string | undefined;
  const written = new Map<string, string>();
  const doubles = new Map<string, number>();
  const toDouble = ({ text }: ExactNumber): number => {
    let double = doubles.get(text) ?? Number(text);
    if (!/^-?\d+$/.test(text) || !Number.isFinite(double) || doubles.has(text)) {
      return double;
    }
    json ??= toExactJson(response);
    while (written.has(String(double)) || json.includes(String(double))) {
      double = next(double);
    }
    doubles.set(text, double);
    written.set(String(double), text);
    // As `string(…)` of the template engine writes numbers; it has a sign of its own.
    const digits = Math.abs(double).toFixed(0);
    if (/^\d+$/.test(digits)) {
      written.set(group(digits), group(text.replace('-', '')));
    }
    return double;
  };
  const replace = (value: unknown): unknown => {
    if (value instanceof ExactNumber) {
      return toDouble(value);
    }
    return mapItems(value, replace);
  };
  const plain = replace(response);
  const longestFirst = [...written.keys()].sort((one, other) => other.length - one.length);
  const pattern = new RegExp(longestFirst.map((text) => text.replace('+', '\\+')).join('|'), 'g');
  const restoreAll = (value: unknown): unknown =>
    typeof value === 'string'
      ? value.replace(pattern, (double) => written.get(double) ?? double)
      : mapItems(value, restoreAll);
  return {
    response: plain,
    // Only texts change.
    restore: (value) => (written.size === 0 ? value : (restoreAll(value) as typeof value)),
  };
}

function mapItems(value: unknown, map: (item: unknown) => unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(map);
  }
  return isJsonObject(value)
    ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, map(item)]))
    : value;
}

function group(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Returns the next double whose magnitude is greater. */
function next(double: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, double);
  view.setBigUint64(0, view.getBigUint64(0) + 1n);
  return view.getFloat64(0);
}
