import { isJsonObject, member, textMember } from '../../../foundation/json-value.ts';
import type { MemberPath } from '../files/place.ts';

const simpleTypes = ['string', 'integer', 'number', 'boolean'];
const combinators = ['oneOf', 'anyOf', 'allOf', 'not'];

/** Whether a schema describes a string, number or boolean. */
export function isSimple(schema: unknown): boolean {
  return simpleTypes.includes(textMember(schema, 'type') ?? '');
}

/** Whether a schema describes an object, or a list of objects. */
export function hasObject(schema: unknown): boolean {
  const isObject = member(schema, 'type') === 'object' || isJsonObject(member(schema, 'properties'));
  return isObject || (isJsonObject(member(schema, 'items')) && hasObject(member(schema, 'items')));
}

/** Whether a schema itself combines others. */
export function hasCombinator(schema: unknown): boolean {
  return combinators.some((name) => isSchemaPart(member(schema, name)));
}

/** Finds each combinator of a schema and the schemas in it once. @returns their paths. */
export function findCombinators(schema: unknown, at: MemberPath): readonly MemberPath[] {
  const found = new Map<string, MemberPath>();
  // A property may have the name of a combinator.
  const visit = (value: unknown, path: MemberPath, isSchema: boolean): void => {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) {
        visit(item, [...path, index], true);
      }
    } else if (isJsonObject(value)) {
      for (const name of isSchema ? combinators : []) {
        if (isSchemaPart(value[name]) && !found.has(name)) {
          found.set(name, [...path, name]);
        }
      }
      for (const [name, item] of Object.entries(value)) {
        if (!isSchema || !['example', 'examples', 'default', 'enum'].includes(name)) {
          visit(item, [...path, name], !isSchema || name !== 'properties');
        }
      }
    }
  };
  visit(schema, at, true);
  return [...found.values()];
}

function isSchemaPart(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
