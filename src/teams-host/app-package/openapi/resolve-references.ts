import { isJsonObject, type JsonObject, member, textMember } from '../../../foundation/json-value.ts';

/** Depth and number of values that following the references of one operation may come to. */
const maximumDepth = 40;
const maximumValues = 20_000;

/** A reference that cannot be followed; the message is a clause for people, with the remedy. */
export class ReferenceFault extends Error {}

/**
 * Gives a value with every `$ref` in it replaced by what it points to in the same document.
 * @throws ReferenceFault for a reference to another file or host, to nothing, in a circle, or to more than is bearable.
 */
export function resolveReferences(root: JsonObject, value: unknown): unknown {
  let values = 0;
  const follow = (current: unknown, trail: readonly string[], depth: number): unknown => {
    values += 1;
    if (values > maximumValues || depth > maximumDepth) {
      throw new ReferenceFault('it is nested too deeply. Make its schemas smaller.');
    }
    if (Array.isArray(current)) {
      return current.map((item) => follow(item, trail, depth + 1));
    }
    if (!isJsonObject(current)) {
      return current;
    }
    const reference = textMember(current, '$ref');
    if (reference === undefined) {
      return Object.fromEntries(Object.entries(current).map(([name, item]) => [name, follow(item, trail, depth + 1)]));
    }
    if (trail.includes(reference)) {
      throw new ReferenceFault(`"$ref": "${reference}" runs in a circle. Teams takes none: unroll it.`);
    }
    return follow(lookUp(root, reference), [...trail, reference], depth + 1);
  };
  return follow(value, [], 0);
}

/** @see RFC 6901 */
function lookUp(root: JsonObject, reference: string): unknown {
  if (!reference.startsWith('#/')) {
    throw new ReferenceFault(`"$ref": "${reference}" leaves the document. Bring what it points to into it.`);
  }
  const found = toParts(reference).reduce<unknown>(
    (value, part) => (Array.isArray(value) ? value[Number(part)] : member(value, part)),
    root,
  );
  if (found === undefined) {
    throw new ReferenceFault(`"$ref": "${reference}" points to nothing. Correct it.`);
  }
  return found;
}

function toParts(reference: string): readonly string[] {
  try {
    return reference
      .slice(2)
      .split('/')
      .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'));
  } catch {
    throw new ReferenceFault(`"$ref": "${reference}" is not written as a reference is. Correct it.`);
  }
}
