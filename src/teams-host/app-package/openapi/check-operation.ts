import { isJsonObject, type JsonObject, member, textMember, toObject } from '../../../foundation/json-value.ts';
import { isSecureUrl } from '../../../foundation/loopback.ts';
import { listMember } from '../../../local/list-member.ts';
import type { FoundOperation } from './find-operation.ts';
import { readParameterSchema } from './parameter-schema.ts';
import { readStyle, SerializationFault, serializeParameter } from './serialize-parameter.ts';

const simpleTypes = ['string', 'integer', 'number', 'boolean'];
const combinators = ['oneOf', 'anyOf', 'allOf', 'not'];
/** A token (RFC 9110 section 5.6.2). */
const headerName = /^[\w!#$%&'*+.^`|~-]+$/;

/**
 * Checks the rules of Teams for an operation of an API-based message extension.
 * @returns one clause for each fault, to append to the name of the operation.
 * @see https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/api-based-overview#openapi-description
 */
export function checkOperation({ method, path, servers, operation }: FoundOperation): readonly string[] {
  return [
    ...checkMethod(method),
    ...checkServer(servers[0]),
    ...checkOtherServers(servers.slice(1)),
    ...checkPath(path, operation),
    ...checkParameters(operation),
    ...checkBody(operation),
    ...checkResponse(operation),
    ...checkSecurity(operation),
  ];
}

function checkMethod(method: string): readonly string[] {
  return method === 'get' || method === 'post'
    ? []
    : [`is ${method.toUpperCase()}; Teams calls GET and POST only. Make it one of them.`];
}

function checkServer(server: string | undefined): readonly string[] {
  const url = server === undefined ? null : URL.parse(server);
  if (url === null || server?.includes('{')) {
    const is = server === undefined ? 'no server address' : `no absolute server address (${JSON.stringify(server)})`;
    return [`has ${is}. Write one in "servers" (Swagger 2.0: in "schemes" and "host"), without variables.`];
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    return ['has a server address with credentials, query or fragment. Remove them.'];
  }
  return isSecureUrl(url)
    ? []
    : [`has the server ${url.origin}. Use https; plain http is allowed for this machine (127.0.0.1) only.`];
}

/** Teams uses the first server, but accepts plain http for none. */
function checkOtherServers(servers: readonly (string | undefined)[]): readonly string[] {
  const urls = servers.map((server) => URL.parse(server ?? '')).filter((url) => url?.protocol === 'http:');
  return urls
    .filter((url) => url !== null && !isSecureUrl(url))
    .map((url) => `lists the server ${url?.origin}. Use https, or remove it.`);
}

function checkPath(path: string, operation: JsonObject): readonly string[] {
  const named = [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name);
  const missing = named.filter(
    (name) =>
      !listMember(operation, 'parameters').some(
        (parameter) => member(parameter, 'name') === name && member(parameter, 'in') === 'path',
      ),
  );
  return [
    ...(/^\/[^?#]*$/.test(path)
      ? []
      : [`has the path ${JSON.stringify(path)}. Begin it with "/" and leave out query and fragment.`]),
    ...missing.map((name) => `has no path parameter for {${name}}. Add it to "parameters".`),
  ];
}

function checkParameters(operation: JsonObject): readonly string[] {
  return listMember(operation, 'parameters').flatMap((parameter) => {
    const name = textMember(parameter, 'name') ?? '';
    const place = textMember(parameter, 'in') ?? '';
    const schema = readParameterSchema(parameter);
    const isRequired = place === 'path' || member(parameter, 'required') === true;
    const isNeeded = isRequired && member(schema, 'default') === undefined;
    if (place === 'header' && !headerName.test(name)) {
      return [`has a header parameter ${JSON.stringify(name)}, which is not a valid header name. Correct it.`];
    }
    if ((place === 'header' || place === 'cookie') && isNeeded) {
      return [`requires the ${place} "${name}", which Teams cannot send. Make it optional.`];
    }
    if ((place === 'path' || place === 'query') && isNeeded && !isSimple(schema)) {
      return [`requires "${name}", which is not a string, number or boolean. Make it one, or optional.`];
    }
    return [
      ...combinatorsIn(schema, `parameter "${name}"`),
      ...(isRequired && !isNeeded ? checkDefault(name, place, parameter, schema) : []),
    ];
  });
}

/** The default of a required parameter is sent, so it must be possible to write it. */
function checkDefault(name: string, place: string, parameter: unknown, schema: unknown): readonly string[] {
  if (place !== 'path' && place !== 'query' && place !== 'header' && place !== 'cookie') {
    return [];
  }
  try {
    serializeParameter(name, place, member(schema, 'default'), readStyle(parameter, place));
    return [];
  } catch (cause) {
    if (!(cause instanceof SerializationFault)) {
      throw cause;
    }
    return [`requires "${name}", whose default has ${cause.message}. Change the default, or make it optional.`];
  }
}

function checkBody(operation: JsonObject): readonly string[] {
  const content = member(member(operation, 'requestBody'), 'content');
  if (!isJsonObject(content)) {
    return [];
  }
  const schema = member(content['application/json'], 'schema');
  if (Object.keys(content).length > 1 || schema === undefined) {
    return ['accepts a body in formats other than JSON. Describe "application/json" only.'];
  }
  if (member(schema, 'type') !== 'object' && !isJsonObject(member(schema, 'properties'))) {
    return ['accepts a body that is not an object. Describe its "properties".'];
  }
  return [...combinatorsIn(schema, 'the body'), ...checkProperties(schema)];
}

function checkProperties(schema: unknown): readonly string[] {
  const properties = member(schema, 'properties');
  return Object.entries(toObject(properties)).flatMap(([name, property]) => {
    if (isJsonObject(member(property, 'properties'))) {
      return checkProperties(property);
    }
    const isNeeded = listMember(schema, 'required').includes(name) && member(property, 'default') === undefined;
    return isNeeded && !isSimple(property)
      ? [`requires "${name}" in the body, which is not a string, number or boolean. Make it one, or optional.`]
      : [];
  });
}

function checkResponse(operation: JsonObject): readonly string[] {
  const responses = member(operation, 'responses');
  const success = ['200', '201', '202', '203', '2XX', 'default']
    .map((status) => member(responses, status))
    .find((response) => response !== undefined);
  const content = member(success, 'content');
  const types = Object.keys(toObject(content));
  const schema = member(types.length === 1 && isJsonObject(content) ? content[types[0] ?? ''] : undefined, 'schema');
  if (!types[0]?.startsWith('application/json') || !isJsonObject(schema) || Object.keys(schema).length === 0) {
    return [
      'describes no JSON response for 200. Describe one as "application/json" (Swagger 2.0: in "produces"), with a schema that is not empty.',
    ];
  }
  return combinatorsIn(schema, 'the response');
}

function checkSecurity(operation: JsonObject): readonly string[] {
  const alternatives = listMember(operation, 'security').filter(isJsonObject);
  return alternatives.length > 0 && alternatives.every((schemes) => Object.keys(schemes).length > 1)
    ? ['requires several security schemes at once; Teams supports one. Require one.']
    : [];
}

function isSimple(schema: unknown): boolean {
  return simpleTypes.includes(textMember(schema, 'type') ?? '');
}

function combinatorsIn(schema: unknown, where: string): readonly string[] {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      value.forEach(visit);
    } else if (isJsonObject(value)) {
      for (const name of combinators.filter((combinator) => isSchemaPart(value[combinator]))) {
        found.add(name);
      }
      for (const [name, item] of Object.entries(value)) {
        if (!['example', 'examples', 'default', 'enum'].includes(name)) {
          visit(item);
        }
      }
    }
  };
  visit(schema);
  return [...found].map(
    (name) => `uses "${name}" in ${where}, which Teams does not support. Write the schema without it.`,
  );
}

function isSchemaPart(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
