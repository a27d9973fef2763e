import { isJsonObject, type JsonObject, member, textMember } from '../../../foundation/json-value.ts';
import { ExactNumber } from '../files/exact-number.ts';
import type { MemberPath } from '../files/place.ts';

/** Limits for one operation with its references resolved. */
const maximumDepth = 40;
const maximumValues = 20_000;

/** Thrown for a reference that cannot be resolved; the message is a clause to show, followed by the remedy. */
export class ReferenceFault extends Error {
  /** Path of the member whose references were resolved. */
  readonly at: MemberPath;

  constructor(message: string, at: MemberPath = []) {
    super(message);
    this.at = at;
  }
}

/**
 * Replaces every `$ref` in a value by its target in the document.
 * @throws ReferenceFault for a reference without a target, a circular reference, or a value that becomes too large.
 */
export function resolveReferences(document: JsonObject, value: unknown): unknown {
  let values = 0;
  const resolve = (current: unknown, trail: readonly string[], depth: number): unknown => {
    values += 1;
    if (values > maximumValues || depth > maximumDepth) {
      throw new ReferenceFault('it is nested too deeply. Make its schemas smaller.');
    }
    if (Array.isArray(current)) {
      return current.map((item) => resolve(item, trail, depth + 1));
    }
    if (!isJsonObject(current) || current instanceof ExactNumber) {
      return current;
    }
    const reference = textMember(current, '$ref');
    if (reference === undefined) {
      return Object.fromEntries(Object.entries(current).map(([name, item]) => [name, resolve(item, trail, depth + 1)]));
    }
    if (trail.includes(reference)) {
      throw new ReferenceFault(`"$ref": "${reference}" is circular, which Teams does not support. Remove the cycle.`);
    }
    return resolve(lookUp(document, reference), [...trail, reference], depth + 1);
  };
  return resolve(value, [], 0);
}

/** @see RFC 6901 section 6 */
function lookUp(document: JsonObject, reference: string): unknown {
  const found = toSteps(reference).reduce<unknown>(
    (value, step) => (Array.isArray(value) ? value[Number(step)] : member(value, step)),
    document,
  );
  if (found === undefined) {
    throw new ReferenceFault(`"$ref": "${reference}" refers to nothing. Correct it.`);
  }
  return found;
}

function toSteps(reference: string): readonly string[] {
  try {
    const [root, ...steps] = decodeURIComponent(reference).split('/');
    if (root === '#') {
      return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    }
  } catch {
    // The sentence below covers malformed percent-encoding too.
  }
  throw new ReferenceFault(`"$ref": "${reference}" is not a valid reference. Correct it.`);
}
