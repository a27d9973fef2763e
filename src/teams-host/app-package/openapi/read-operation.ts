import { isJsonObject, type JsonObject, member, textMember } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';
import type { NamedDocument } from '../files/read-documents.ts';
import type { ApiOperation, ApiParameter } from './api-operation.ts';
import { checkOperation } from './check-operation.ts';
import { type FoundOperation, findOperation } from './find-operation.ts';
import { ReferenceFault } from './resolve-references.ts';
import { readSecuritySchemes } from './security-scheme.ts';

const types = ['string', 'integer', 'number', 'boolean'] as const;

/**
 * Reads the operation that a command calls.
 * @param api as `readApiDocument` returns it.
 * @param faults receives a sentence for each reason why Teams would refuse the operation or could not call it.
 */
export function readOperation(api: NamedDocument, id: string, faults: string[]): ApiOperation | undefined {
  const found = find(api, id, faults);
  if (found === undefined) {
    return undefined;
  }
  const operationFaults = checkOperation(found).map((fault) => `${api.path}: operation ${id} ${fault}`);
  if (operationFaults.length > 0) {
    faults.push(...operationFaults);
    return undefined;
  }
  const body = readBodySchema(found);
  return {
    id,
    method: found.method === 'post' ? 'POST' : 'GET',
    server: (found.server ?? '').replace(/\/+$/, ''),
    path: found.path,
    parameters: [...readParameters(found.operation), ...readBodyParameters(body, [], true)],
    hasBody: body !== undefined,
    securitySchemes: readSecuritySchemes(found.operation, found.securitySchemes),
  };
}

function find({ path, document }: NamedDocument, id: string, faults: string[]): FoundOperation | undefined {
  try {
    const found = findOperation(document, id);
    if (found === undefined) {
      faults.push(
        `${path}: no operation has the operationId ${JSON.stringify(id)}. Add one, or correct the id of the command.`,
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
function readBodySchema({ method, operation }: FoundOperation): unknown {
  const body = method === 'post' ? member(operation, 'requestBody') : undefined;
  return member(member(member(body, 'content'), 'application/json'), 'schema');
}

function readParameters(operation: JsonObject): readonly ApiParameter[] {
  const byPlace = new Map<string, ApiParameter>();
  for (const parameter of listMember(operation, 'parameters')) {
    const name = textMember(parameter, 'name');
    const place = member(parameter, 'in');
    if (name !== undefined && (place === 'path' || place === 'query' || place === 'header')) {
      const required = place === 'path' || member(parameter, 'required') === true;
      for (const found of readParameter(name, place, [], required, member(parameter, 'schema'))) {
        byPlace.set(`${place} ${name}`, found);
      }
    }
  }
  return [...byPlace.values()];
}

/** Teams names a value in the body by its own name, however deeply it is nested. */
function readBodyParameters(schema: unknown, at: readonly string[], required: boolean): readonly ApiParameter[] {
  const properties = member(schema, 'properties');
  if (!isJsonObject(properties)) {
    return [];
  }
  return Object.entries(properties).flatMap(([name, property]) => {
    const isRequired = required && listMember(schema, 'required').includes(name);
    return isJsonObject(member(property, 'properties'))
      ? readBodyParameters(property, [...at, name], isRequired)
      : readParameter(name, 'body', [...at, name], isRequired, property);
  });
}

function readParameter(
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
      default: isPreset ? preset : undefined,
      enum: Array.isArray(choices) ? choices : undefined,
    },
  ];
}
