import { isJsonObject, type JsonObject, listMember, member, textMember } from '../../../foundation/json-value.ts';
import type { ApiDocument, FoundOperation } from './api-document.ts';
import type { ApiOperation, ApiParameter } from './api-operation.ts';
import { checkOperation } from './check-operation.ts';
import { ReferenceFault } from './resolve-references.ts';
import { readSecuritySchemes } from './security-scheme.ts';

const types = ['string', 'integer', 'number', 'boolean'] as const;

/**
 * Reads the operation a command calls.
 * @param path of the API document, for the sentences.
 * @param faults gets a sentence for each reason why Teams would refuse or could not call it.
 */
export function readOperation(
  document: ApiDocument,
  path: string,
  id: string,
  faults: string[],
): ApiOperation | undefined {
  const found = find(document, path, id, faults);
  if (found === undefined) {
    return undefined;
  }
  const operationFaults = checkOperation(found).map((fault) => `${path}: operation ${id} ${fault}`);
  if (operationFaults.length > 0) {
    faults.push(...operationFaults);
    return undefined;
  }
  const body = bodySchema(found);
  return {
    id,
    method: found.method === 'post' ? 'POST' : 'GET',
    server: (found.server ?? '').replace(/\/+$/, ''),
    path: found.path,
    parameters: [...toParameters(found.operation), ...toBodyParameters(body, [], true)],
    hasBody: body !== undefined,
    securitySchemes: readSecuritySchemes(found.operation, found.securitySchemes),
  };
}

function find(document: ApiDocument, path: string, id: string, faults: string[]): FoundOperation | undefined {
  try {
    const found = document.operation(id);
    if (found === undefined) {
      faults.push(
        `${path}: no operation has the operationId ${JSON.stringify(id)}. Add it, or correct the command's id.`,
      );
    }
    return found;
  } catch (cause) {
    if (!(cause instanceof ReferenceFault)) {
      throw cause;
    }
    faults.push(`${path}: operation ${id}: ${cause.message}`);
    return undefined;
  }
}

/** A body of GET has no meaning and is ignored (OpenAPI 3.0.3, operation object). */
function bodySchema({ method, operation }: FoundOperation): unknown {
  const body = method === 'post' ? member(operation, 'requestBody') : undefined;
  return member(member(member(body, 'content'), 'application/json'), 'schema');
}

function toParameters(operation: JsonObject): readonly ApiParameter[] {
  const byPlace = new Map<string, ApiParameter>();
  for (const parameter of listMember(operation, 'parameters')) {
    const name = textMember(parameter, 'name');
    const place = member(parameter, 'in');
    if (name !== undefined && (place === 'path' || place === 'query' || place === 'header')) {
      const required = place === 'path' || member(parameter, 'required') === true;
      for (const found of toParameter(name, place, [], required, member(parameter, 'schema'))) {
        byPlace.set(`${place} ${name}`, found);
      }
    }
  }
  return [...byPlace.values()];
}

/** Teams names a value in the body by its own name alone, however deep it lies. */
function toBodyParameters(schema: unknown, at: readonly string[], required: boolean): readonly ApiParameter[] {
  const properties = member(schema, 'properties');
  if (!isJsonObject(properties)) {
    return [];
  }
  return Object.entries(properties).flatMap(([name, property]) => {
    const isRequired = required && listMember(schema, 'required').includes(name);
    return isJsonObject(member(property, 'properties'))
      ? toBodyParameters(property, [...at, name], isRequired)
      : toParameter(name, 'body', [...at, name], isRequired, property);
  });
}

function toParameter(
  name: string,
  place: ApiParameter['in'],
  at: readonly string[],
  required: boolean,
  schema: unknown,
): readonly ApiParameter[] {
  const type = types.find((candidate) => candidate === member(schema, 'type'));
  if (type === undefined) {
    return [];
  }
  const preset = member(schema, 'default');
  const isPreset = typeof preset === 'string' || typeof preset === 'number' || typeof preset === 'boolean';
  const choices = member(schema, 'enum');
  return [
    {
      name,
      in: place,
      at,
      type,
      required,
      ...(isPreset ? { default: preset } : {}),
      ...(Array.isArray(choices) ? { enum: choices } : {}),
    },
  ];
}
