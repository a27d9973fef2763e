import { isJsonObject, type JsonObject, member, toObject } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';
import type { MemberPath } from '../files/place.ts';
import { methods } from './find-operation.ts';

/** Something in an OpenAPI document that must change. */
export interface DocumentFault {
  readonly at: MemberPath;
  /** What is wrong and the remedy. */
  readonly text: string;
}

const places = ['path', 'query', 'header', 'cookie'];
const types = ['string', 'integer', 'number', 'boolean', 'array', 'object'];

/**
 * Checks the parts of an OpenAPI 3.0 document about whose faults Microsoft's parser is unclear.
 * @see https://spec.openapis.org/oas/v3.0.3
 */
export function checkDocument(document: JsonObject): readonly DocumentFault[] {
  const { info, paths, components } = document;
  return [
    ...checkInfo(info),
    ...(isJsonObject(paths) ? [] : [{ at: ['paths'], text: explainMissing(paths, '"paths"', 'an object') }]),
    ...Object.entries(toObject(paths)).flatMap(([path, item]) => checkPathItem(item, ['paths', path])),
    ...checkParameters(Object.entries(toObject(member(components, 'parameters'))), ['components', 'parameters']),
    ...findSchemas(document, []).flatMap(checkType),
  ];
}

function checkInfo(info: unknown): readonly DocumentFault[] {
  if (!isJsonObject(info)) {
    return [{ at: ['info'], text: explainMissing(info, '"info"', 'an object with "title" and "version"') }];
  }
  return ['title', 'version']
    .filter((name) => typeof info[name] !== 'string')
    .map((name) => ({ at: ['info', name], text: explainMissing(info[name], `"${name}"`, 'text') }));
}

function checkPathItem(item: unknown, at: MemberPath): readonly DocumentFault[] {
  const owners: readonly (readonly [unknown, MemberPath])[] = [
    [item, at],
    ...methods.map((method) => [member(item, method), [...at, method]] as const),
  ];
  return owners.flatMap(([owner, path]) => {
    if (owner === undefined) {
      return [];
    }
    if (!isJsonObject(owner)) {
      return [{ at: path, text: 'this must be an object. Write one, or remove it.' }];
    }
    const { parameters } = owner;
    const inList = [...path, 'parameters'];
    return parameters === undefined || Array.isArray(parameters)
      ? checkParameters([...listMember(owner, 'parameters').entries()], inList)
      : [{ at: inList, text: '"parameters" must be a list. Write one, or remove it.' }];
  });
}

function checkParameters(
  parameters: readonly (readonly [string | number, unknown])[],
  at: MemberPath,
): readonly DocumentFault[] {
  return parameters.flatMap(([name, parameter]) => checkParameter(parameter, [...at, name]));
}

function checkParameter(parameter: unknown, at: MemberPath): readonly DocumentFault[] {
  if (!isJsonObject(parameter)) {
    return [{ at, text: 'a parameter must be an object. Write one, or remove it.' }];
  }
  const { $ref, name, in: place, schema, content, required } = parameter;
  if ($ref !== undefined) {
    return [];
  }
  const faults: DocumentFault[] = [];
  if (typeof name !== 'string' || name === '') {
    faults.push({ at: [...at, 'name'], text: explainMissing(name || undefined, '"name"', 'text') });
  }
  if (!places.some((known) => known === place)) {
    faults.push({ at: [...at, 'in'], text: explainPlace(place) });
  }
  if (schema === undefined && content === undefined) {
    faults.push({ at, text: 'the parameter has neither "schema" nor "content". Add a "schema".' });
  }
  if (place === 'path' && required !== true) {
    faults.push({
      at: [...at, 'required'],
      text: 'a parameter in the path is always required. Set "required" to true.',
    });
  }
  return faults;
}

function explainPlace(place: unknown): string {
  if (place === 'body' || place === 'formData') {
    return `"${place}" is a place of Swagger 2.0. Describe the body in "requestBody".`;
  }
  return explainMissing(place, '"in"', '"path", "query", "header" or "cookie"');
}

function explainMissing(value: unknown, name: string, kind: string): string {
  return value === undefined
    ? `${name} is missing. Add it; it must be ${kind}.`
    : `${name} must be ${kind}. Correct it.`;
}

interface FoundSchema {
  readonly schema: unknown;
  readonly at: MemberPath;
}

/** Finds the schemas of parameters, bodies and components. */
function findSchemas(node: unknown, at: MemberPath): readonly FoundSchema[] {
  if (typeof node !== 'object' || node === null) {
    return [];
  }
  return Object.entries(node).flatMap(([name, item]) => {
    const path = [...at, Array.isArray(node) ? Number(name) : name];
    if (/^(examples?|default|enum|x-.*)$/.test(name)) {
      return [];
    }
    if (name === 'schema') {
      return withInner({ schema: item, at: path });
    }
    return name === 'schemas' && at[0] === 'components' && at.length === 1
      ? Object.entries(toObject(item)).flatMap(([key, schema]) => withInner({ schema, at: [...path, key] }))
      : findSchemas(item, path);
  });
}

function withInner({ schema, at }: FoundSchema): readonly FoundSchema[] {
  const named = ['items', 'not', 'additionalProperties']
    .filter((name) => typeof member(schema, name) === 'object')
    .map((name) => ({ schema: member(schema, name), at: [...at, name] }));
  const properties = Object.entries(toObject(member(schema, 'properties'))).map(([name, property]) => ({
    schema: property,
    at: [...at, 'properties', name],
  }));
  const listed = ['allOf', 'anyOf', 'oneOf'].flatMap((name) =>
    listMember(schema, name).map((item, index) => ({ schema: item, at: [...at, name, index] })),
  );
  return [{ schema, at }, ...[...named, ...properties, ...listed].flatMap(withInner)];
}

function checkType({ schema, at }: FoundSchema): readonly DocumentFault[] {
  if (!isJsonObject(schema)) {
    return [{ at, text: 'a schema must be an object. Write one, or remove it.' }];
  }
  const reference = schema.$ref;
  if (reference !== undefined) {
    return typeof reference === 'string' ? [] : [{ at: [...at, '$ref'], text: '"$ref" must be text. Correct it.' }];
  }
  const { type } = schema;
  if (type === undefined || types.some((known) => known === type)) {
    return [];
  }
  const text = Array.isArray(type)
    ? 'OpenAPI 3.0 has no lists of types. Write one type, and "nullable": true if the value may be null.'
    : `${JSON.stringify(type)} is not a type. Write one of ${types.map((known) => `"${known}"`).join(', ')}.`;
  return [{ at: [...at, 'type'], text }];
}
