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
const number = /\d+(?:(?:\.\d+)?e[+-]?\d+)?/g;
const groupedNumber = /\d{1,3}(?:,\d{3})+/g;

/**
 * Replaces integers beyond 2^53 by doubles for the template engine, which knows no other numbers, so that their digits
 * can be restored in what it has written. Each gets a double of its own, which the response does not contain.
 * @param response JSON with ExactNumber.
 */
export function keepDigits(response: unknown): KeptDigits {
  if (isDeeperThan(maxLevels, response)) {
    return { response, restore: (value) => value };
  }
  let taken: Set<string> | undefined;
  /** Doubles that cannot be used, each with a greater one that perhaps can. */
  const used = new Map<number, number>();
  const findFree = (start: number): number => {
    taken ??= new Set(toExactJson(response).match(number));
    const passed: number[] = [];
    let double = start;
    while (used.has(double) || taken.has(String(double))) {
      passed.push(double);
      double = used.get(double) ?? next(double);
    }
    for (const one of [...passed, double]) {
      used.set(one, next(double));
    }
    return double;
  };
  /** The digits by what the engine writes for their double, without the sign, which it writes in two ways. */
  const written = new Map<string, string>();
  const doubles = new Map<string, number>();
  const toDouble = ({ text }: ExactNumber): number => {
    const nearest = Number(text);
    const known = doubles.get(text);
    if (known !== undefined || !/^-?\d+$/.test(text) || !Number.isFinite(nearest)) {
      return known ?? nearest;
    }
    const magnitude = findFree(Math.abs(nearest));
    const double = nearest < 0 ? -magnitude : magnitude;
    doubles.set(text, double);
    const digits = text.replace('-', '');
    written.set(String(magnitude), digits);
    // As `string(…)` of the template engine writes numbers.
    const fixed = magnitude.toFixed(0);
    if (!fixed.includes('e')) {
      written.set(group(fixed), group(digits));
    }
    return double;
  };
  const replace = (value: unknown): unknown =>
    value instanceof ExactNumber ? toDouble(value) : mapItems(value, replace);
  const plain = replace(response);
  const restoreDigits = (found: string): string => written.get(found) ?? found;
  const restoreAll = (value: unknown): unknown =>
    typeof value === 'string'
      ? value.replace(groupedNumber, restoreDigits).replace(number, restoreDigits)
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

/** Returns the next greater double of a positive one. */
function next(double: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, double);
  view.setBigUint64(0, view.getBigUint64(0) + 1n);
  return view.getFloat64(0);
}
