import { member } from '../../../foundation/json-value.ts';

/** A list of property names and array indexes. */
export type JsonPath = readonly (string | number)[];

const step = /^(?:\.?([\p{L}_$][\p{L}\p{N}_$-]*)|\[(\d{1,6})\]|\['([^'\\]*)'\]|\["([^"\\]*)"\])/u;

/**
 * Parses the `jsonPath` of a rendering template: `$`, `results`, `$.data.items`, `pages[0].items`, `$['odd name']`.
 * Filters, wildcards and expressions are not supported, so that code from a package is never evaluated.
 * @returns undefined for an unsupported path.
 */
export function parseJsonPath(path: string): JsonPath | undefined {
  const parts: (string | number)[] = [];
  let rest = path.startsWith('$') ? path.slice(1) : `.${path}`;
  while (rest !== '') {
    const match = step.exec(rest);
    if (match === null || (match[1] !== undefined && !rest.startsWith('.'))) {
      return undefined;
    }
    const [all, plain, index, single, double] = match;
    parts.push(index === undefined ? (plain ?? single ?? double ?? '') : Number(index));
    rest = rest.slice(all.length);
  }
  return parts;
}

/** Returns the value at a path; undefined if there is none. */
export function followJsonPath(value: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>((current, step) => {
    if (Array.isArray(current)) {
      return typeof step === 'number' ? current[step] : undefined;
    }
    return member(current, String(step));
  }, value);
}
