import { isJsonObject, type JsonObject, member, textMember, toObject } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';
import type { FunctionParameter } from '../../wire/agent.ts';
import { toPlainNumbers } from '../files/exact-number.ts';
import type { ApiOperation, ApiParameter } from '../openapi/api-operation.ts';

const simpleTypes = ['string', 'integer', 'number', 'boolean'] as const;
const types = [...simpleTypes, 'array'] as const;

/**
 * Reads the parameters of a function, as the model sees them: from the function itself, or else from its operation.
 * The model fills neither headers nor cookies.
 */
export function readFunctionParameters(
  definition: JsonObject,
  operation: ApiOperation | undefined,
): readonly FunctionParameter[] {
  const { parameters } = definition;
  return isJsonObject(parameters) ? readOwn(parameters) : readDescribed(operation?.parameters.filter(isVisible) ?? []);
}

/** Whether the model fills a parameter of an operation. */
export function isVisible({ in: place, at, type, itemType }: ApiParameter): boolean {
  const isTop = place === 'path' || place === 'query' || (place === 'body' && at.length === 1);
  return isTop && (type !== undefined || itemType !== undefined);
}

function readOwn(parameters: JsonObject): readonly FunctionParameter[] {
  const required = listMember(parameters, 'required');
  return Object.entries(toObject(parameters.properties)).map(([name, property]) => {
    const items = member(property, 'items');
    const choices = member(property, 'enum') ?? member(items, 'enum');
    return {
      name,
      description: textMember(property, 'description'),
      type: types.find((type) => type === member(property, 'type')) ?? 'string',
      itemType: simpleTypes.find((type) => type === member(items, 'type')),
      required: required.includes(name),
      enum: Array.isArray(choices) ? choices : undefined,
      default: member(property, 'default'),
    };
  });
}

/** A name that is in several places is one parameter, whose value is sent to all. */
function readDescribed(parameters: readonly ApiParameter[]): readonly FunctionParameter[] {
  const byName = new Map<string, FunctionParameter>();
  for (const { name, description, type, itemType, required, default: initial, enum: choices } of parameters) {
    const known = byName.get(name);
    byName.set(name, {
      name,
      description: known?.description ?? description,
      type: type ?? 'array',
      itemType,
      required: (required && initial === undefined) || known?.required === true,
      enum: choices && toPlainNumbers(choices),
      default: initial === undefined ? undefined : toPlainNumbers(initial),
    });
  }
  return [...byName.values()];
}
