import { isJsonObject, type JsonObject, listMember, member, textMember } from '../../../foundation/json-value.ts';

/** Servers of an OpenAPI 2.0 document in the way 3.0 writes them. */
export function toServers(root: JsonObject): readonly JsonObject[] {
  const host = textMember(root, 'host');
  const scheme = listMember(root, 'schemes')[0] ?? 'https';
  return host === undefined ? [] : [{ url: `${scheme}://${host}${textMember(root, 'basePath') ?? ''}` }];
}

/** An operation of an OpenAPI 2.0 document, references resolved, in the shape of 3.0. */
export function toOperation(root: JsonObject, operation: JsonObject): JsonObject {
  const parameters = listMember(operation, 'parameters').filter(isJsonObject);
  const body = parameters.find((parameter) => parameter.in === 'body');
  const isForm = parameters.some((parameter) => parameter.in === 'formData');
  const consumes = mediaTypes(operation, root, 'consumes');
  const produces = mediaTypes(operation, root, 'produces');
  const requestBody =
    body === undefined && !isForm
      ? {}
      : {
          requestBody: {
            required: body?.required === true,
            content: content(isForm ? ['application/x-www-form-urlencoded'] : consumes, body?.schema),
          },
        };
  const responses = member(operation, 'responses');
  return {
    ...operation,
    ...requestBody,
    parameters: parameters.filter((parameter) => parameter !== body && parameter.in !== 'formData').map(toParameter),
    responses: Object.fromEntries(
      Object.entries(isJsonObject(responses) ? responses : {}).map(([status, response]) => {
        const schema = member(response, 'schema');
        return [status, schema === undefined ? {} : { content: content(produces, schema) }];
      }),
    ),
  };
}

/** Security definitions of an OpenAPI 2.0 document, references resolved, as the security schemes of 3.0. */
export function toSecuritySchemes(definitions: unknown): JsonObject {
  return Object.fromEntries(
    Object.entries(isJsonObject(definitions) ? definitions : {}).map(([name, definition]) => {
      switch (member(definition, 'type')) {
        case 'basic':
          return [name, { type: 'http', scheme: 'basic' }];
        case 'oauth2':
          return [name, { type: 'oauth2', flows: { [toFlow(textMember(definition, 'flow'))]: {} } }];
        default:
          return [name, definition];
      }
    }),
  );
}

function toFlow(flow = 'implicit'): string {
  return { accessCode: 'authorizationCode', application: 'clientCredentials' }[flow] ?? flow;
}

function toParameter(parameter: JsonObject): JsonObject {
  const { name, in: place, required, ...schema } = parameter;
  return { name, in: place, required, schema };
}

function mediaTypes(operation: JsonObject, root: JsonObject, name: string): readonly string[] {
  const own = listMember(operation, name);
  const all = (own.length > 0 ? own : listMember(root, name)).filter((type) => typeof type === 'string');
  return all.length > 0 ? all : ['application/json'];
}

function content(types: readonly string[], schema: unknown): JsonObject {
  return Object.fromEntries(types.map((type) => [type, { schema }]));
}
