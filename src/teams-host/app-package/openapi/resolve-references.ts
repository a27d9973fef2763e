import { isJsonObject, type JsonObject, member, textMember } from '../../../foundation/json-value.ts';
import { ExactNumber } from '../files/exact-number.ts';
import { type MemberPath, toMemberPath } from '../files/place.ts';

/** Limits for one operation with its references resolved. */
const maximumDepth = 40;
const maximumValues = 20_000;

/** Thrown for a reference that cannot be resolved; the message is a clause to show, followed by the remedy. */
export class ReferenceFault extends Error {
  /** Path of the reference in the document. */
  readonly at: MemberPath;

  constructor(message: string, at: MemberPath) {
    super(message);
    this.at = at;
  }
}

/**
 * Replaces every `$ref` in a value by its target in the document.
 * @param at path of the value in the document.
 * @throws ReferenceFault for a reference without a target, a circular reference, or a value that becomes too large.
 */
export function resolveReferences(document: JsonObject, value: unknown, at: MemberPath): unknown {
  let values = 0;
  const resolve = (current: unknown, place: MemberPath, trail: readonly string[], depth: number): unknown => {
    values += 1;
    if (values > maximumValues || depth > maximumDepth) {
      throw new ReferenceFault('this is nested too deeply. Make its schemas smaller.', at);
    }
    if (Array.isArray(current)) {
      return current.map((item, index) => resolve(item, [...place, index], trail, depth + 1));
    }
    if (!isJsonObject(current) || current instanceof ExactNumber) {
      return current;
    }
    const reference = textMember(current, '$ref');
    if (reference === undefined) {
      return Object.fromEntries(
        Object.entries(current).map(([name, item]) => [name, resolve(item, [...place, name], trail, depth + 1)]),
      );
    }
    if (trail.includes(reference)) {
      const text = `"$ref": "${reference}" is circular, which is not supported. Remove the cycle.`;
      throw new ReferenceFault(text, place);
    }
    const steps = toSteps(reference, place);
    return resolve(lookUp(document, reference, steps, place), steps, [...trail, reference], depth + 1);
  };
  return resolve(value, at, [], 0);
}

/** Finds where a member is written whose path leads through references. */
export function followReferences(document: JsonObject, path: MemberPath): MemberPath {
  let at: MemberPath = [];
  let value: unknown = document;
  for (const step of path) {
    for (let reference = textMember(value, '$ref'); reference !== undefined; reference = textMember(value, '$ref')) {
      at = followReferences(document, toSteps(reference, at));
      value = at.reduce(enter, document);
    }
    at = [...at, step];
    value = enter(value, step);
  }
  return at;
}

function lookUp(document: JsonObject, reference: string, steps: MemberPath, at: MemberPath): unknown {
  const found = steps.reduce<unknown>(enter, document);
  if (found === undefined) {
    throw new ReferenceFault(`"$ref": "${reference}" refers to nothing. Correct it.`, at);
  }
  return found;
}

function enter(value: unknown, step: string | number): unknown {
  return Array.isArray(value) ? value[Number(step)] : member(value, String(step));
}

function toSteps(reference: string, at: MemberPath): MemberPath {
  try {
    const pointer = decodeURIComponent(reference);
    if (/^#(\/|$)/.test(pointer)) {
      return toMemberPath(pointer);
    }
  } catch {
    // The sentence below covers malformed percent-encoding too.
  }
  throw new ReferenceFault(`"$ref": "${reference}" is not a valid reference. Correct it.`, at);
}
