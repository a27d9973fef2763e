import { isJsonObject, type JsonObject, member, textMember, toObject } from '../../../foundation/json-value.ts';
import { isSecureUrl } from '../../../foundation/loopback.ts';
import { listMember } from '../../../local/list-member.ts';
import type { MemberPath } from '../files/place.ts';
import type { FoundOperation } from './find-operation.ts';
import type { OperationRules } from './operation-rules.ts';
import { parameterSchemaPath, readParameterSchema } from './parameter-schema.ts';
import { findCombinators, hasCombinator, hasObject, isSimple } from './schema-form.ts';
import { readStyle, SerializationFault, serializeParameter } from './serialize-parameter.ts';

/** A token (RFC 9110 section 5.6.2). */
const headerName = /^[\w!#$%&'*+.^`|~-]+$/;

/** Something in an API document that must change. */
export interface OperationFault {
  /** Path of the member in the operation with its references resolved. */
  readonly at: MemberPath;
  /** What is wrong and the remedy. */
  readonly text: string;
}

/** Checks the rules for an operation that a message extension or an agent calls. */
export function checkOperation(found: FoundOperation, rules: OperationRules): readonly OperationFault[] {
  const { method, path, servers, serversAt, operation, parametersAt } = found;
  const at = ['paths', path, method];
  return [
    ...checkMethod(method, at, rules),
    ...checkServers(servers, serversAt),
    ...checkPath(path, operation, at),
    ...listMember(operation, 'parameters').flatMap((parameter, index) =>
      checkParameter(parameter, path, parametersAt[index] ?? at, rules),
    ),
    ...checkBody(operation, [...at, 'requestBody'], rules),
    ...(rules.needsJsonResponse ? checkResponse(operation, [...at, 'responses'], rules) : []),
    ...checkSecurity(operation, at, rules),
  ];
}

function checkMethod(method: string, at: MemberPath, { caller, methods }: OperationRules): readonly OperationFault[] {
  const listed = new Intl.ListFormat('en-GB').format(methods.map((name) => name.toUpperCase()));
  const text = `the operation is ${method.toUpperCase()}; ${caller} calls ${listed} only. Make it one of them.`;
  return methods.includes(method) ? [] : [{ at, text }];
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

function checkParameter(
  parameter: unknown,
  path: string,
  at: MemberPath,
  rules: OperationRules,
): readonly OperationFault[] {
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
    const text = `the operation requires the ${place} "${name}", which ${rules.caller} cannot send. Make it optional.`;
    return [{ at, text }];
  }
  const content = member(parameter, 'content');
  if (isRequired && content !== undefined && schema === undefined) {
    const text = `the operation requires "${name}" in another format than JSON. Describe "application/json", or make it optional.`;
    return [{ at: [...at, 'content'], text }];
  }
  const isFilled = place === 'path' || place === 'query';
  if (isFilled && isNeeded && !isFillable(schema, rules) && !hasCombinator(schema)) {
    return [{ at: schemaAt, text: explainComplex(`"${name}"`, rules) }];
  }
  if (isFilled && !rules.allowsNestedObjects && hasObject(schema)) {
    return [{ at: schemaAt, text: explainNested(`"${name}"`, rules) }];
  }
  const fault = isRequired && !isNeeded ? explainDefault(name, place, parameter, schema) : undefined;
  return [
    ...explainCombinators(schema, schemaAt, rules),
    ...(fault === undefined ? [] : [{ at: [...schemaAt, 'default'], text: fault }]),
  ];
}

const explainComplex = (name: string, { fillsLists }: OperationRules): string =>
  `the operation requires ${name}, which is not a string, number or boolean${fillsLists ? ', or a list of them' : ''}. Make it one, or optional.`;

const explainNested = (name: string, { caller }: OperationRules): string =>
  `${name} is or contains an object; ${caller} does not support nested objects. Describe its properties side by side.`;

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

function checkBody(operation: JsonObject, at: MemberPath, rules: OperationRules): readonly OperationFault[] {
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
    return [...explainCombinators(schema, schemaAt, rules), { at: schemaAt, text }].slice(0, 1);
  }
  return [...explainCombinators(schema, schemaAt, rules), ...checkProperties(schema, schemaAt, rules)];
}

function checkProperties(schema: unknown, at: MemberPath, rules: OperationRules): readonly OperationFault[] {
  const properties = member(schema, 'properties');
  return Object.entries(toObject(properties)).flatMap(([name, property]) => {
    const propertyAt = [...at, 'properties', name];
    if (!rules.allowsNestedObjects && hasObject(property)) {
      return [{ at: propertyAt, text: explainNested(`"${name}" in the body`, rules) }];
    }
    if (isJsonObject(member(property, 'properties'))) {
      return checkProperties(property, propertyAt, rules);
    }
    const isNeeded = listMember(schema, 'required').includes(name) && member(property, 'default') === undefined;
    return isNeeded && !isFillable(property, rules) && !hasCombinator(property)
      ? [{ at: propertyAt, text: explainComplex(`"${name}" in the body`, rules) }]
      : [];
  });
}

function checkResponse(operation: JsonObject, at: MemberPath, rules: OperationRules): readonly OperationFault[] {
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
  return explainCombinators(schema, [...at, status ?? '', 'content', type, 'schema'], rules);
}

function checkSecurity(
  operation: JsonObject,
  at: MemberPath,
  { caller, allowsAlternatives }: OperationRules,
): readonly OperationFault[] {
  const alternatives = listMember(operation, 'security').filter(isJsonObject);
  if (alternatives.length > 0 && alternatives.every((schemes) => Object.keys(schemes).length > 1)) {
    const text = `the operation requires several security schemes at once; ${caller} supports one. Require one.`;
    return [{ at, text }];
  }
  const names = new Set(alternatives.flatMap(Object.keys));
  const text = `the operation accepts ${names.size} security schemes; ${caller} supports one. Name one.`;
  return !allowsAlternatives && names.size > 1 ? [{ at, text }] : [];
}

function isFillable(schema: unknown, { fillsLists }: OperationRules): boolean {
  return isSimple(schema) || (fillsLists && member(schema, 'type') === 'array' && isSimple(member(schema, 'items')));
}

function explainCombinators(schema: unknown, at: MemberPath, { caller }: OperationRules): readonly OperationFault[] {
  return findCombinators(schema, at).map((path) => ({
    at: path,
    text: `${caller} does not support "${path.at(-1)}". Write the schema without it.`,
  }));
}
