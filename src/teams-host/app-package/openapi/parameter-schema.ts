import { member } from '../../../foundation/json-value.ts';

/** Returns the schema of a parameter object, which is inside `content` if the value is written as JSON. */
export function readParameterSchema(parameter: unknown): unknown {
  return member(parameter, 'schema') ?? member(member(member(parameter, 'content'), 'application/json'), 'schema');
}
