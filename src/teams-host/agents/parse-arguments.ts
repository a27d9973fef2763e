import { InvalidRequest } from '../../foundation/errors.ts';
import type { JsonObject } from '../../foundation/json-value.ts';
import type { FunctionParameter } from '../wire/agent.ts';

/** The arguments of a call by parameter name; values have the types of the parameters. */
export type Arguments = ReadonlyMap<string, unknown>;

type ItemType = NonNullable<FunctionParameter['itemType']>;

const kinds = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
} as const;

/** Maximum size of all arguments as JSON, in characters; far above what a model writes. */
const maxLength = 32 * 1024;

/**
 * Parses the arguments of a call, as they would come from the model.
 * @throws InvalidRequest with `field`, if one is unknown, missing, not of its type, or not one of the allowed values;
 * without it, if they are too large.
 */
export function parseArguments(values: JsonObject, parameters: readonly FunctionParameter[]): Arguments {
  if (JSON.stringify(values).length > maxLength) {
    throw new InvalidRequest(`The arguments have more than ${maxLength} characters.`);
  }
  const unknown = Object.keys(values).find((name) => !parameters.some((parameter) => parameter.name === name));
  if (unknown !== undefined) {
    const field = unknown.slice(0, 100);
    throw new InvalidRequest(`The function has no parameter "${field}".`, { field });
  }
  const given = new Map<string, unknown>();
  for (const parameter of parameters) {
    const { name, required } = parameter;
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value !== undefined) {
      verify(parameter, value);
      given.set(name, value);
    } else if (required) {
      throw new InvalidRequest(`"${name}" is required.`, { field: name });
    }
  }
  return given;
}

function verify({ name, type, itemType = 'string', enum: choices }: FunctionParameter, value: unknown): void {
  const items = type === 'array' && Array.isArray(value) ? value : undefined;
  if (type === 'array' ? items === undefined : !isOfType(type, value)) {
    throw new InvalidRequest(`"${name}" must be ${kinds[type]}.`, { field: name });
  }
  if (items !== undefined && !items.every((item) => isOfType(itemType, item))) {
    throw new InvalidRequest(`Each item of "${name}" must be ${kinds[itemType]}.`, { field: name });
  }
  if (choices !== undefined && !(items ?? [value]).every((item) => choices.includes(item))) {
    const listed = choices.map((choice) => JSON.stringify(choice)).join(', ');
    throw new InvalidRequest(`"${name}" must be one of ${listed}.`, { field: name });
  }
}

function isOfType(type: ItemType, value: unknown): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string' && value.isWellFormed();
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'boolean':
      return typeof value === 'boolean';
  }
}
