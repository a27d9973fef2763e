/** Values that stay as they are, with their JSON once it was asked for. */
const kept = new WeakMap<object, string | undefined>();

/** `{ composeExtension: { attachments: [result] } }`: deeper than its results an answer holds nothing that is kept. */
const deepest = 3;

/** Has the JSON of a value be written once for all answers that hold it. @param value frozen through and through. */
export function keepJson(value: object): void {
  kept.set(value, undefined);
}

/**
 * Writes JSON as `JSON.stringify` does. An answer is mostly results, which are the same for one person after another.
 * @param value of plain objects, lists and what JSON has besides, at least where it is not deep.
 */
export function toJson(value: object, depth = 0): string {
  if (kept.has(value)) {
    const json = kept.get(value) ?? JSON.stringify(value);
    kept.set(value, json);
    return json;
  }
  if (depth >= deepest || 'toJSON' in value) {
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    return `[${Array.from(value, (item) => toMember(item, depth) ?? 'null').join()}]`;
  }
  const members = Object.entries(value).flatMap(([name, member]) => {
    const json = toMember(member, depth);
    return json === undefined ? [] : [`${JSON.stringify(name)}:${json}`];
  });
  return `{${members.join()}}`;
}

/** Undefined for what JSON leaves out. */
const toMember = (value: unknown, depth: number): string | undefined =>
  typeof value === 'object' && value !== null ? toJson(value, depth + 1) : JSON.stringify(value);
