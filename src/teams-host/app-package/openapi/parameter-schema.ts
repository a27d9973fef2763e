import { member } from '../../../foundation/json-value.ts';
import type { MemberPath } from '../files/place.ts';

/** Returns the schema of a parameter object, which is inside `content` if the value is written as JSON. */
export function readParameterSchema(parameter: unknown): unknown {
  return member(parameter, 'schema') ?? member(member(member(parameter, 'content'), 'application/json'), 'schema');
}

/** Returns the path of that schema in the parameter object. */
export function parameterSchemaPath(parameter: unknown): MemberPath {
  return member(parameter, 'schema') === undefined ? ['content', 'application/json', 'schema'] : ['schema'];
}
