import { isJsonObject, member } from '../../../foundation/json-value.ts';
import type { ResponseSemantics } from '../../app-package/agent/agent.ts';
import { findList } from './aliases.ts';
import { findNodes } from './json-path.ts';

/** Names and indexes from the root of a response to a value. */
export type Location = readonly (string | number)[];

/**
 * Finds the items of a response: the values at the data path of the response semantics, or else the well-known list. A
 * list stands for its elements.
 * @returns their locations; undefined if the data path matches nothing.
 */
export function findItems(
  response: unknown,
  semantics: Pick<ResponseSemantics, 'dataPath'> | undefined,
): readonly Location[] | undefined {
  const found: readonly Location[] =
    semantics === undefined
      ? [findList(response)]
      : (findNodes(semantics.dataPath, response) ?? []).map(({ location }) => location);
  if (found.length === 0) {
    return undefined;
  }
  return found.flatMap((location): readonly Location[] => {
    const value = valueAt(response, location);
    return Array.isArray(value) ? value.map((_, index) => [...location, index]) : value === null ? [] : [location];
  });
}

/** Returns the value at a location. */
export function valueAt(response: unknown, location: Location): unknown {
  return location.reduce<unknown>(
    (value, step) => (Array.isArray(value) ? value[Number(step)] : member(value, String(step))),
    response,
  );
}

/** Returns a copy of a response without the values at some locations. */
export function withoutValues(response: unknown, locations: readonly Location[]): unknown {
  const copy: unknown = structuredClone(response);
  // From the last to the first, so that the indexes of the others stay.
  for (const location of locations.toReversed()) {
    const owner = valueAt(copy, location.slice(0, -1));
    const step = location.at(-1);
    if (Array.isArray(owner)) {
      owner.splice(Number(step), 1);
    } else if (isJsonObject(owner)) {
      Reflect.deleteProperty(owner, String(step));
    }
  }
  return copy;
}
