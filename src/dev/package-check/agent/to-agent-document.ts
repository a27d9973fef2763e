import { isJsonObject, type JsonObject, member, toObject } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';

/**
 * Reduces an OpenAPI document to what an agent can use: removes header parameters, because a model sees no headers, and
 * what the responses contain besides the body of a success. Platforms read nothing else, and refuse schemas there that
 * they cannot convert.
 */
export function toAgentDocument(document: JsonObject): JsonObject {
  return { ...document, paths: mapMembers(document.paths, (item) => mapMembers(item, toAgentOperation)) };
}

function toAgentOperation(operation: unknown): unknown {
  if (!isJsonObject(operation)) {
    return operation;
  }
  const parameters = listMember(operation, 'parameters').filter((parameter) => member(parameter, 'in') !== 'header');
  const responses = Object.entries(toObject(operation.responses)).map(([status, response]) => {
    const { description, content } = toObject(response);
    const isSuccess = status.startsWith('2') && content !== undefined;
    return [status, isSuccess ? { description, content } : { description }] as const;
  });
  return {
    ...operation,
    ...(parameters.length > 0 || operation.parameters !== undefined ? { parameters } : {}),
    responses: Object.fromEntries(responses),
  };
}

function mapMembers(value: unknown, map: (member: unknown) => unknown): JsonObject {
  return Object.fromEntries(Object.entries(toObject(value)).map(([name, inner]) => [name, map(inner)]));
}
