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

const types = ['string', 'integer', 'number', 'boolean', 'array', 'object'];

/**
 * Checks the parts of an OpenAPI 3.0 or Swagger 2.0 document about whose faults Microsoft's parser is unclear.
 * @see https://spec.openapis.org/oas/v3.0.3
 * @see https://spec.openapis.org/oas/v2.0
 */
export function checkDocument(document: JsonObject): readonly DocumentFault[] {
  const { info, paths, components } = document;
  const isSwagger = document.swagger !== undefined;
  const checkValue = isSwagger ? checkSwaggerParameter : checkOpenApiParameter;
  const shared = isSwagger ? ['parameters'] : ['components', 'parameters'];
  const named = isSwagger ? document.parameters : member(components, 'parameters');
  return [
    ...checkInfo(info),
    ...(isJsonObject(paths) ? [] : [{ at: ['paths'], text: explainMissing(paths, '"paths"', 'an object') }]),
    ...Object.entries(toObject(paths))
      .filter(([path]) => !path.startsWith('x-'))
      .flatMap(([path, item]) => checkPathItem(item, ['paths', path], checkValue)),
    ...Object.entries(toObject(named)).flatMap(([name, value]) => checkParameter(value, [...shared, name], checkValue)),
    // The types of Swagger 2.0 are those of JSON Schema, with lists and null.
    ...findSchemas(document, []).flatMap((found) => checkSchema(found, !isSwagger)),
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

/** Checks the place and the type of a parameter. */
type CheckValue = (parameter: JsonObject, at: MemberPath) => readonly DocumentFault[];

function checkPathItem(item: unknown, at: MemberPath, checkValue: CheckValue): readonly DocumentFault[] {
  const owners: readonly (readonly [unknown, MemberPath])[] = [
    [item, at],
    ...methods.map((method) => [member(item, method), [...at, method]] as const),
  ];
  return owners.flatMap(([owner, path]) => {
    if (owner === undefined) {
      return [];
    }
    if (!isJsonObject(owner)) {
      return [{ at: path, text: mustBeObject }];
    }
    const { parameters } = owner;
    const inList = [...path, 'parameters'];
    if (parameters !== undefined && !Array.isArray(parameters)) {
      return [{ at: inList, text: '"parameters" must be a list. Write one, or remove it.' }];
    }
    return [
      ...listMember(owner, 'parameters').flatMap((value, index) =>
        checkParameter(value, [...inList, index], checkValue),
      ),
      ...checkRepeated(listMember(owner, 'parameters'), inList),
      ...checkBody(owner.requestBody, [...path, 'requestBody']),
    ];
  });
}

const mustBeObject = 'this must be an object. Write one, or remove it.';

function checkBody(body: unknown, at: MemberPath): readonly DocumentFault[] {
  if (body === undefined) {
    return [];
  }
  if (!isJsonObject(body)) {
    return [{ at, text: mustBeObject }];
  }
  return body.$ref !== undefined || isJsonObject(body.content)
    ? []
    : [{ at: [...at, 'content'], text: explainMissing(body.content, '"content"', 'an object') }];
}

function checkRepeated(parameters: readonly unknown[], at: MemberPath): readonly DocumentFault[] {
  const keys = parameters.map((parameter) => {
    const [place, name] = [member(parameter, 'in'), member(parameter, 'name')];
    return place === undefined || name === undefined ? undefined : `${JSON.stringify(name)} in the ${place}`;
  });
  return keys.flatMap((key, index) =>
    key !== undefined && keys.indexOf(key) < index
      ? [{ at: [...at, index], text: `the parameter ${key} appears twice. Remove one.` }]
      : [],
  );
}

function checkParameter(parameter: unknown, at: MemberPath, checkValue: CheckValue): readonly DocumentFault[] {
  if (!isJsonObject(parameter)) {
    return [{ at, text: 'a parameter must be an object. Write one, or remove it.' }];
  }
  const { $ref, name, in: place, required } = parameter;
  if ($ref !== undefined) {
    return [];
  }
  const faults = [...checkValue(parameter, at)];
  if (typeof name !== 'string' || name === '') {
    faults.unshift({ at: [...at, 'name'], text: explainMissing(name || undefined, '"name"', 'text') });
  }
  if (place === 'path' && required !== true) {
    const text = 'a parameter in the path is always required. Set "required" to true.';
    faults.push({ at: [...at, 'required'], text });
  }
  return faults;
}

const checkOpenApiParameter: CheckValue = ({ in: place, schema, content }, at) => {
  const faults: DocumentFault[] = [];
  if (place === 'body' || place === 'formData') {
    const text = `"${place}" is a place of Swagger 2.0. Describe the body in "requestBody".`;
    faults.push({ at: [...at, 'in'], text });
  } else if (!['path', 'query', 'header', 'cookie'].some((known) => known === place)) {
    const text = explainMissing(place, '"in"', '"path", "query", "header" or "cookie"');
    faults.push({ at: [...at, 'in'], text });
  }
  if (schema === undefined && content === undefined) {
    faults.push({ at, text: 'the parameter has neither "schema" nor "content". Add a "schema".' });
  }
  return faults;
};

const swaggerTypes = ['string', 'integer', 'number', 'boolean', 'array', 'file'];

const checkSwaggerParameter: CheckValue = ({ in: place, type, schema }, at) => {
  if (place === 'body') {
    return schema === undefined
      ? [{ at: [...at, 'schema'], text: explainMissing(schema, '"schema"', 'an object') }]
      : [];
  }
  if (!['path', 'query', 'header', 'formData'].some((known) => known === place)) {
    const text = explainMissing(place, '"in"', '"path", "query", "header", "body" or "formData"');
    return [{ at: [...at, 'in'], text }];
  }
  return swaggerTypes.some((known) => known === type)
    ? []
    : [
        {
          at: [...at, 'type'],
          text: type === undefined ? '"type" is missing. Add it.' : explainType(type, swaggerTypes),
        },
      ];
};

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
    const isNamed = at.length === 0 ? name === 'definitions' : at.join() === 'components' && name === 'schemas';
    return isNamed
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

function checkSchema({ schema, at }: FoundSchema, hasOneType: boolean): readonly DocumentFault[] {
  if (!isJsonObject(schema)) {
    return [{ at, text: 'a schema must be an object. Write one, or remove it.' }];
  }
  const { $ref, type, properties } = schema;
  if ($ref !== undefined) {
    return typeof $ref === 'string' ? [] : [{ at: [...at, '$ref'], text: '"$ref" must be text. Correct it.' }];
  }
  return [
    ...(!hasOneType || type === undefined || types.some((known) => known === type)
      ? []
      : [{ at: [...at, 'type'], text: explainType(type, types) }]),
    ...(properties === undefined || isJsonObject(properties)
      ? []
      : [{ at: [...at, 'properties'], text: mustBeObject }]),
  ];
}

function explainType(type: unknown, known: readonly string[]): string {
  return Array.isArray(type)
    ? 'there are no lists of types before OpenAPI 3.1. Write one type.'
    : `${JSON.stringify(type)} is not a type. Write one of ${known.map((name) => `"${name}"`).join(', ')}.`;
}
