import { isJsonObject, type JsonObject, member, textMember, toObject } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';
import type { MemberPath } from '../files/place.ts';
import { ReferenceFault, resolveReferences } from './resolve-references.ts';

export interface FoundOperation {
  /** Lower case. */
  readonly method: string;
  readonly path: string;
  /** With resolved references, the parameters of the path, and the document's `security` as the default. */
  readonly operation: JsonObject;
  /** Security schemes of the document by name. */
  readonly securitySchemes: unknown;
  /** URLs of the servers of the operation, or else of the path or the document; the first is used. */
  readonly servers: readonly (string | undefined)[];
}

const methods = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace'];

/**
 * Finds an operation by its operationId.
 * @param document in the form of OpenAPI 3.0.
 * @throws ReferenceFault if a reference in the operation cannot be resolved.
 */
export function findOperation(document: JsonObject, id: string): FoundOperation | undefined {
  for (const [path, item] of Object.entries(toObject(document.paths))) {
    for (const method of methods) {
      const operation = member(item, method);
      if (isJsonObject(operation) && operation.operationId === id) {
        return {
          method,
          path,
          operation: resolveAt(['paths', path, method], () => resolveOperation(document, item, operation)),
          securitySchemes: resolveAt(['components', 'securitySchemes'], () =>
            resolveReferences(document, member(document.components, 'securitySchemes')),
          ),
          servers: findServers([operation, item, document]),
        };
      }
    }
  }
  return undefined;
}

/** Adds to a fault where in the document the references are. */
function resolveAt<Value>(at: MemberPath, resolve: () => Value): Value {
  try {
    return resolve();
  } catch (cause) {
    throw cause instanceof ReferenceFault ? new ReferenceFault(cause.message, at) : cause;
  }
}

function resolveOperation(document: JsonObject, item: unknown, operation: JsonObject): JsonObject {
  // The operation's parameters override those of the path, so they come last.
  const parameters = [...listMember(item, 'parameters'), ...listMember(operation, 'parameters')];
  const resolved = resolveReferences(document, { ...operation, parameters });
  return {
    security: document.security,
    ...toObject(resolved),
    parameters: listMember(resolved, 'parameters').filter((parameter) => !isIgnored(parameter)),
  };
}

/** Header parameters with these names are ignored by definition (OpenAPI 3.0.3, parameter object). */
function isIgnored(parameter: unknown): boolean {
  const isHeader = member(parameter, 'in') === 'header';
  return isHeader && /^(accept|content-type|authorization)$/i.test(textMember(parameter, 'name') ?? '');
}

function findServers(owners: readonly unknown[]): readonly (string | undefined)[] {
  const servers = owners.map((owner) => listMember(owner, 'servers')).find((list) => list.length > 0);
  return (servers ?? []).map((server) => textMember(server, 'url'));
}
