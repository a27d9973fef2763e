import { isJsonObject, type JsonObject, member, textMember, toObject } from '../../../foundation/json-value.ts';
import { isSecureUrl } from '../../../foundation/loopback.ts';
import { listMember } from '../../../local/list-member.ts';
import type { MemberPath } from '../files/place.ts';
import type { FoundOperation } from './find-operation.ts';
import { parameterSchemaPath, readParameterSchema } from './parameter-schema.ts';
import { readStyle, SerializationFault, serializeParameter } from './serialize-parameter.ts';

const simpleTypes = ['string', 'integer', 'number', 'boolean'];
const combinators = ['oneOf', 'anyOf', 'allOf', 'not'];
/** A token (RFC 9110 section 5.6.2). */
const headerName = /^[\w!#$%&'*+.^`|~-]+$/;

/** Something in an API document that must change. */
export interface OperationFault {
  /** Path of the member in the operation with its references resolved. */
  readonly at: MemberPath;
  /** What is wrong and the remedy. */
  readonly text: string;
}

/**
 * Checks the rules of Teams for an operation of an API-based message extension.
 * @see https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/api-based-overview#openapi-description
 */
export function checkOperation(found: FoundOperation): readonly OperationFault[] {
  const { method, path, servers, serversAt, operation, parametersAt } = found;
  const at = ['paths', path, method];
  return [
    ...checkMethod(method, at),
    ...checkServers(servers, serversAt),
    ...checkPath(path, operation, at),
    ...listMember(operation, 'parameters').flatMap((parameter, index) =>
      checkParameter(parameter, path, parametersAt[index] ?? at),
    ),
    ...checkBody(operation, [...at, 'requestBody']),
    ...checkResponse(operation, [...at, 'responses']),
    ...checkSecurity(operation, at),
  ];
}

function checkMethod(method: string, at: MemberPath): readonly OperationFault[] {
  const text = `the operation is ${method.toUpperCase()}; Teams calls GET and POST only. Make it one of them.`;
  return method === 'get' || method === 'post' ? [] : [{ at, text }];
}

function checkServers(servers: readonly (string | undefined)[], at: MemberPath): readonly OperationFault[] {
  const [first] = servers;
  if (first === undefined) {
    const where = servers.length === 0 ? at : [...at, 0, 'url'];
    return [{ at: where, text: `there is no server address. ${serverRemedy}` }];
  }
  const text = checkServer(first);
  return [
    ...(text === undefined ? [] : [{ at: [...at, 0, 'url'], text }]),
    // Teams uses the first server, but accepts plain http for none.
    ...servers.flatMap((server, index) => {
      const url = URL.parse(server ?? '');
      return index > 0 && url?.protocol === 'http:' && !isSecureUrl(url)
        ? [{ at: [...at, index, 'url'], text: `the server is ${url.origin}. Use https, or remove it.` }]
        : [];
    }),
  ];
}

const serverRemedy = 'Write one in "servers" (Swagger 2.0: in "schemes" and "host"), without variables.';

function checkServer(server: string): string | undefined {
  const url = URL.parse(server);
  if (/\s/.test(server)) {
    return `the server address ${JSON.stringify(server)} has spaces. Remove them.`;
  }
  if (url === null || server.includes('{')) {
    return `${JSON.stringify(server)} is no absolute server address. ${serverRemedy}`;
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    return 'the server address has credentials, query or fragment. Remove them.';
  }
  return isSecureUrl(url)
    ? undefined
    : `the server is ${url.protocol}//${url.host}. Use https; plain http is allowed for this machine (127.0.0.1) only.`;
}

function checkPath(path: string, operation: JsonObject, at: MemberPath): readonly OperationFault[] {
  const missing = namesIn(path).filter(
    (name) =>
      !listMember(operation, 'parameters').some(
        (parameter) => member(parameter, 'name') === name && member(parameter, 'in') === 'path',
      ),
  );
  return [
    ...(/^\/[^?#]*$/.test(path)
      ? []
      : [
          {
            at: at.slice(0, 2),
            text: `the path is ${JSON.stringify(path)}. Begin it with "/" and leave out query and fragment.`,
          },
        ]),
    ...missing.map((name) => ({
      at: [...at, 'parameters'],
      text: `there is no path parameter for {${name}}. Add it to "parameters".`,
    })),
  ];
}

function namesIn(path: string): readonly string[] {
  return [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
}

function checkParameter(parameter: unknown, path: string, at: MemberPath): readonly OperationFault[] {
  const name = textMember(parameter, 'name') ?? '';
  const place = textMember(parameter, 'in') ?? '';
  const schema = readParameterSchema(parameter);
  const schemaAt = [...at, ...parameterSchemaPath(parameter)];
  const isRequired = place === 'path' || member(parameter, 'required') === true;
  const isNeeded = isRequired && member(schema, 'default') === undefined;
  if (place === 'path' && !namesIn(path).includes(name)) {
    const text = `the path ${JSON.stringify(path)} has no {${name}}. Add it there, or remove the parameter.`;
    return [{ at: [...at, 'name'], text }];
  }
  if (place === 'header' && !headerName.test(name)) {
    const text = `the header parameter ${JSON.stringify(name)} is not a valid header name. Correct it.`;
    return [{ at: [...at, 'name'], text }];
  }
  if ((place === 'header' || place === 'cookie') && isNeeded) {
    const text = `the operation requires the ${place} "${name}", which Teams cannot send. Make it optional.`;
    return [{ at, text }];
  }
  const content = member(parameter, 'content');
  if (isRequired && content !== undefined && schema === undefined) {
    const text = `the operation requires "${name}" in another format than JSON. Describe "application/json", or make it optional.`;
    return [{ at: [...at, 'content'], text }];
  }
  if ((place === 'path' || place === 'query') && isNeeded && !isSimple(schema) && !hasCombinator(schema)) {
    return [{ at: schemaAt, text: explainComplex(`"${name}"`) }];
  }
  const fault = isRequired && !isNeeded ? explainDefault(name, place, parameter, schema) : undefined;
  return [
    ...combinatorsIn(schema, schemaAt),
    ...(fault === undefined ? [] : [{ at: [...schemaAt, 'default'], text: fault }]),
  ];
}

const explainComplex = (name: string): string =>
  `the operation requires ${name}, which is not a string, number or boolean. Make it one, or optional.`;

/** The default of a required parameter is sent, so it must be possible to write it. */
function explainDefault(name: string, place: string, parameter: unknown, schema: unknown): string | undefined {
  if (place !== 'path' && place !== 'query' && place !== 'header' && place !== 'cookie') {
    return undefined;
  }
  try {
    serializeParameter(name, place, member(schema, 'default'), readStyle(parameter, place));
    return undefined;
  } catch (cause) {
    if (!(cause instanceof SerializationFault)) {
      throw cause;
    }
    return `the operation requires "${name}", whose default has ${cause.message}. Change the default, or make it optional.`;
  }
}

function checkBody(operation: JsonObject, at: MemberPath): readonly OperationFault[] {
  const content = member(member(operation, 'requestBody'), 'content');
  if (!isJsonObject(content)) {
    return [];
  }
  const schema = member(content['application/json'], 'schema');
  if (Object.keys(content).length > 1 || schema === undefined) {
    const text = 'the operation accepts a body in formats other than JSON. Describe "application/json" only.';
    return [{ at: [...at, 'content'], text }];
  }
  const schemaAt = [...at, 'content', 'application/json', 'schema'];
  if (member(schema, 'type') !== 'object' && !isJsonObject(member(schema, 'properties'))) {
    const text = 'the operation accepts a body that is not an object. Describe its "properties".';
    return [...combinatorsIn(schema, schemaAt), { at: schemaAt, text }].slice(0, 1);
  }
  return [...combinatorsIn(schema, schemaAt), ...checkProperties(schema, schemaAt)];
}

function checkProperties(schema: unknown, at: MemberPath): readonly OperationFault[] {
  const properties = member(schema, 'properties');
  return Object.entries(toObject(properties)).flatMap(([name, property]) => {
    const propertyAt = [...at, 'properties', name];
    if (isJsonObject(member(property, 'properties'))) {
      return checkProperties(property, propertyAt);
    }
    const isNeeded = listMember(schema, 'required').includes(name) && member(property, 'default') === undefined;
    return isNeeded && !isSimple(property) && !hasCombinator(property)
      ? [{ at: propertyAt, text: explainComplex(`"${name}" in the body`) }]
      : [];
  });
}

function checkResponse(operation: JsonObject, at: MemberPath): readonly OperationFault[] {
  const responses = member(operation, 'responses');
  const status = ['200', '201', '202', '203', '2XX', 'default'].find((name) => member(responses, name) !== undefined);
  const content = member(member(responses, status ?? ''), 'content');
  const types = Object.keys(toObject(content));
  const [type = ''] = types;
  const schema = types.length === 1 ? member(member(content, type), 'schema') : undefined;
  if (!type.startsWith('application/json') || !isJsonObject(schema) || Object.keys(schema).length === 0) {
    const text =
      'the operation describes no JSON response for 200. Describe one as "application/json" (Swagger 2.0: in "produces"), with a schema that is not empty.';
    return [{ at: status === undefined ? at : [...at, status], text }];
  }
  return combinatorsIn(schema, [...at, status ?? '', 'content', type, 'schema']);
}

function checkSecurity(operation: JsonObject, at: MemberPath): readonly OperationFault[] {
  const alternatives = listMember(operation, 'security').filter(isJsonObject);
  const text = 'the operation requires several security schemes at once; Teams supports one. Require one.';
  return alternatives.length > 0 && alternatives.every((schemes) => Object.keys(schemes).length > 1)
    ? [{ at, text }]
    : [];
}

function isSimple(schema: unknown): boolean {
  return simpleTypes.includes(textMember(schema, 'type') ?? '');
}

/** Finds each combinator once. */
function combinatorsIn(schema: unknown, at: MemberPath): readonly OperationFault[] {
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
  return [...found].map(([name, path]) => ({
    at: path,
    text: `Teams does not support "${name}". Write the schema without it.`,
  }));
}

function hasCombinator(schema: unknown): boolean {
  return combinators.some((name) => isSchemaPart(member(schema, name)));
}

function isSchemaPart(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
