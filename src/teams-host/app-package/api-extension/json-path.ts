/** One property name or index. */
export type JsonPath = readonly (string | number)[];

const step = /^(?:\.?([\p{L}_$][\p{L}\p{N}_$-]*)|\[(\d{1,6})\]|\['([^'\\]*)'\]|\["([^"\\]*)"\])/u;

/**
 * Parses the path of a rendering template: `$`, `results`, `$.data.items`, `pages[0].items`, `$['odd name']`. Filters,
 * wildcards and expressions are not part of it, so that nothing from a package is ever evaluated.
 * @returns undefined for anything else.
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

/** What a path points to; undefined where there is nothing. */
export function followJsonPath(value: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>((current, part) => {
    const isOwn = typeof current === 'object' && current !== null && Object.hasOwn(current, part);
    return isOwn ? (current as Record<string | number, unknown>)[part] : undefined;
  }, value);
}
