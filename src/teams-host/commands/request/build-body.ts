import { type JsonObject, member, toObject } from '../../../foundation/json-value.ts';
import type { ApiParameter } from '../../app-package/openapi/api-operation.ts';

interface BodyValue {
  readonly parameter: ApiParameter;
  /** Any JSON value. */
  readonly value: unknown;
}

/**
 * Builds the body of a request. Values of an object's members replace those of its default; and an object that has a
 * value gets the defaults of the members that it requires.
 * @param parameters all of the operation.
 * @param filled those with a value.
 */
export function buildBody(parameters: readonly ApiParameter[], filled: readonly BodyValue[]): unknown {
  const defaults = parameters
    .filter(({ requiredInside, default: preset }) => requiredInside === true && preset !== undefined)
    .filter(({ at }) => filled.some(({ parameter }) => isInside(parameter.at, at.slice(0, -1))))
    .filter((candidate) => !filled.some(({ parameter }) => parameter === candidate))
    .map((parameter) => ({ parameter, value: parameter.default }));
  return [...filled, ...defaults]
    .toSorted((one, other) => one.parameter.at.length - other.parameter.at.length)
    .reduce<unknown>((body, { parameter: { at }, value }) => withValue(body, at, value), {});
}

function isInside(path: readonly string[], parent: readonly string[]): boolean {
  return parent.every((name, index) => name === path[index]);
}

function withValue(body: unknown, at: readonly string[], value: unknown): unknown {
  const [name, ...rest] = at;
  if (name === undefined) {
    return value;
  }
  const before: JsonObject = toObject(body);
  // Unlike an assignment, `fromEntries` defines `__proto__` as a plain property.
  return Object.fromEntries([
    ...Object.entries(before).filter(([known]) => known !== name),
    [name, withValue(member(before, name), rest, value)],
  ]);
}
