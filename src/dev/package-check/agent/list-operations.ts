import { type JsonObject, member, textMember, toObject } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';

/** An operation of an agent's OpenAPI document. */
export interface AgentOperation {
  readonly id: string;
  readonly isRead: boolean;
  /** Names of its parameters and of the fields of its body. */
  readonly inputs: readonly string[];
  /** Example of a success; undefined if the response has no body. */
  readonly example: unknown;
  /** Whether a success has a body. */
  readonly hasBody: boolean;
}

const json = 'application/json';

/** Lists the operations of a document that keeps its parameters and responses inline, as ours does. */
export function listOperations(document: JsonObject): readonly AgentOperation[] {
  return Object.values(toObject(document.paths)).flatMap((item) =>
    Object.entries(toObject(item)).flatMap(([method, operation]) => {
      const id = textMember(operation, 'operationId');
      return id === undefined ? [] : [toOperation(document, id, method, toObject(operation))];
    }),
  );
}

function toOperation(document: JsonObject, id: string, method: string, operation: JsonObject): AgentOperation {
  const body = member(member(member(operation.requestBody, 'content'), json), 'schema');
  const [content] = Object.entries(toObject(operation.responses))
    .filter(([status]) => status.startsWith('2'))
    .map(([, response]) => member(member(response, 'content'), json));
  return {
    id,
    isRead: method === 'get',
    inputs: [
      ...listMember(operation, 'parameters').flatMap((parameter) => textMember(parameter, 'name') ?? []),
      ...Object.keys(toObject(member(resolve(document, body), 'properties'))),
    ],
    example: member(content, 'example'),
    hasBody: content !== undefined,
  };
}

/** Follows the reference of a schema to `#/components/schemas`. */
function resolve(document: JsonObject, schema: unknown): unknown {
  const name = textMember(schema, '$ref')?.split('/').pop();
  return name === undefined ? schema : member(member(document.components, 'schemas'), name);
}
