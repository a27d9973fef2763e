import { isJsonObject, type JsonObject, member, textMember } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';
import type { NamedDocument } from '../files/read-document.ts';
import { type ApiOperation, type ApiParameter, type ApiParameterType, httpMethods } from './api-operation.ts';
import { checkOperation } from './check-operation.ts';
import { type FoundOperation, findOperation } from './find-operation.ts';
import type { OperationRules } from './operation-rules.ts';
import { readParameterSchema } from './parameter-schema.ts';
import { followReferences, ReferenceFault } from './resolve-references.ts';
import { readSecuritySchemes } from './security-scheme.ts';
import { readStyle } from './serialize-parameter.ts';

const places = ['path', 'query', 'header', 'cookie'] as const;
const types = ['string', 'integer', 'number', 'boolean'] as const;

/**
 * Reads the operation that a command or a function calls.
 * @param api as `readApiDocument` returns it.
 * @param namedAt place of `id` in the manifest or plugin.
 * @param faults receives a sentence for each reason why the caller would refuse the operation or could not call it.
 */
export function readOperation(
  api: NamedDocument,
  id: string,
  namedAt: string,
  rules: OperationRules,
  faults: string[],
): ApiOperation | undefined {
  const found = find(api, id, namedAt, faults);
  if (found === undefined) {
    return undefined;
  }
  const operationFaults = checkOperation(found, rules).map(
    ({ at, text }) => `${api.place(...followReferences(api.document, at))}: ${text}`,
  );
  if (operationFaults.length > 0) {
    faults.push(...operationFaults);
    return undefined;
  }
  const body = readBodySchema(found);
  return {
    id,
    description: textMember(found.operation, 'description') ?? textMember(found.operation, 'summary'),
    method: httpMethods.find((method) => method.toLowerCase() === found.method) ?? 'GET',
    server: (found.servers[0] ?? '').replace(/\/+$/, ''),
    path: found.path,
    parameters: [...readParameters(found.operation), ...readBodyParameters(body, [], true)],
    hasBody: body !== undefined,
    isConsequential: readConsequence(found.operation),
    securitySchemes: readSecuritySchemes(found.operation, found.securitySchemes),
  };
}

function find(
  { path, document, place }: NamedDocument,
  id: string,
  namedAt: string,
  faults: string[],
): FoundOperation | undefined {
  try {
    const found = findOperation(document, id);
    if (found === undefined) {
      faults.push(
        `${namedAt}: no operation has the operationId ${JSON.stringify(id)} in ${path}. Add one, or correct the id.`,
      );
    }
    return found;
  } catch (cause) {
    if (!(cause instanceof ReferenceFault)) {
      throw cause;
    }
    faults.push(`${place(...cause.at)}: ${cause.message}`);
    return undefined;
  }
}

/** The documentation has both names. */
function readConsequence(operation: JsonObject): boolean | undefined {
  return ['x-openai-isConsequential', 'x-oai-isConsequential']
    .map((name) => member(operation, name))
    .find((value) => typeof value === 'boolean');
}

/** A body of GET or DELETE has no meaning and is ignored (OpenAPI 3.0.3, operation object). */
function readBodySchema({ method, operation }: FoundOperation): unknown {
  const body = method !== 'get' && method !== 'delete' ? member(operation, 'requestBody') : undefined;
  return member(member(member(body, 'content'), 'application/json'), 'schema');
}

function readParameters(operation: JsonObject): readonly ApiParameter[] {
  const byPlace = new Map<string, ApiParameter>();
  for (const parameter of listMember(operation, 'parameters')) {
    const name = textMember(parameter, 'name');
    const place = places.find((candidate) => candidate === member(parameter, 'in'));
    if (name !== undefined && place !== undefined) {
      const isRequired = place === 'path' || member(parameter, 'required') === true;
      byPlace.set(`${place} ${name}`, {
        ...readValue(name, place, [], isRequired, readParameterSchema(parameter), textMember(parameter, 'description')),
        style: readStyle(parameter, place),
      });
    }
  }
  return [...byPlace.values()];
}

/** Teams names a value in the body by its own name, however deeply it is nested. */
function readBodyParameters(schema: unknown, at: readonly string[], required: boolean): readonly ApiParameter[] {
  const properties = member(schema, 'properties');
  // The default of an object is what its properties are filled into.
  const whole =
    member(schema, 'default') === undefined ? [] : [readValue(at.at(-1) ?? '', 'body', at, required, schema)];
  if (!isJsonObject(properties)) {
    return whole;
  }
  const inside = Object.entries(properties).flatMap(([name, property]) => {
    const requiredInside = listMember(schema, 'required').includes(name);
    return isJsonObject(member(property, 'properties'))
      ? readBodyParameters(property, [...at, name], required && requiredInside)
      : [{ ...readValue(name, 'body', [...at, name], required && requiredInside, property), requiredInside }];
  });
  return [...whole, ...inside];
}

function readValue(
  name: string,
  place: ApiParameter['in'],
  at: readonly string[],
  required: boolean,
  schema: unknown,
  described?: string,
): ApiParameter {
  const isList = member(schema, 'type') === 'array';
  const choices = member(schema, 'enum') ?? (isList ? member(member(schema, 'items'), 'enum') : undefined);
  return {
    name,
    in: place,
    at,
    description: described ?? textMember(schema, 'description'),
    type: readType(schema),
    itemType: isList ? readType(member(schema, 'items')) : undefined,
    required,
    default: member(schema, 'default'),
    enum: Array.isArray(choices) ? choices : undefined,
  };
}

function readType(schema: unknown): ApiParameterType | undefined {
  return types.find((candidate) => candidate === member(schema, 'type'));
}
