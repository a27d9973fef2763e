import { isJsonObject, type JsonObject, member, textMember, toObject } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';

/**
 * Reduces an OpenAPI document to what an agent can use: removes header parameters, because a model sees no headers, and
 * what the responses contain besides the body of a success. Platforms read nothing else, and refuse schemas there that
 * they cannot convert. An operation with `If-Match` requires `version` in its place.
 */
export function toAgentDocument(document: JsonObject): JsonObject {
  const toOperation = (operation: unknown) => toAgentOperation(operation, toObject(document.components));
  return { ...document, paths: mapMembers(document.paths, (item) => mapMembers(item, toOperation)) };
}

function toAgentOperation(operation: unknown, components: JsonObject): unknown {
  if (!isJsonObject(operation)) {
    return operation;
  }
  const declared = listMember(operation, 'parameters');
  const needsVersion = declared.some((parameter) => textMember(parameter, 'name') === 'If-Match');
  const parameters = declared
    .filter((parameter) => member(parameter, 'in') !== 'header')
    .map((parameter) =>
      needsVersion && textMember(parameter, 'name') === 'version'
        ? { ...toObject(parameter), required: true }
        : parameter,
    );
  const requestBody = needsVersion ? withRequiredVersion(operation.requestBody, components) : operation.requestBody;
  const responses = Object.entries(toObject(operation.responses)).map(([status, response]) => {
    const { description, content } = toObject(response);
    const isSuccess = status.startsWith('2') && content !== undefined;
    return [status, isSuccess ? { description, content } : { description }] as const;
  });
  return {
    ...operation,
    ...(operation.parameters === undefined ? {} : { parameters }),
    ...(requestBody === undefined ? {} : { requestBody }),
    responses: Object.fromEntries(responses),
  };
}

/** Requires the field `version` of a JSON body that has it. */
function withRequiredVersion(body: unknown, components: JsonObject): unknown {
  const media = member(member(body, 'content'), 'application/json');
  const declared = member(media, 'schema');
  const name = textMember(declared, '$ref')?.split('/').pop();
  const schema = toObject(name === undefined ? declared : member(components.schemas, name));
  if (member(schema.properties, 'version') === undefined) {
    return body;
  }
  const required = [...listMember(schema, 'required'), 'version'];
  const content = { 'application/json': { ...toObject(media), schema: { ...schema, required } } };
  return { ...toObject(body), content };
}

function mapMembers(value: unknown, map: (member: unknown) => unknown): JsonObject {
  return Object.fromEntries(Object.entries(toObject(value)).map(([name, inner]) => [name, map(inner)]));
}
