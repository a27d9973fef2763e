import { isJsonObject, type JsonObject, member, textMember, toObject } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';
import type { MemberPath } from '../files/place.ts';
import { resolveReferences } from './resolve-references.ts';

export interface FoundOperation {
  /** Lower case. */
  readonly method: string;
  readonly path: string;
  /** With resolved references, the parameters of the path, and the document's `security` as the default. */
  readonly operation: JsonObject;
  /** Path of each parameter of the operation in the document. */
  readonly parametersAt: readonly MemberPath[];
  /** Security schemes of the document by name. */
  readonly securitySchemes: unknown;
  /** URLs of the servers of the operation, or else of the path or the document; the first is used. */
  readonly servers: readonly (string | undefined)[];
  /** Path of the list of servers in the document. */
  readonly serversAt: MemberPath;
}

export const methods = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace'];

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
          ...resolveOperation(document, item, operation, ['paths', path, method]),
          securitySchemes: resolveReferences(document, member(document.components, 'securitySchemes'), [
            'components',
            'securitySchemes',
          ]),
          ...findServers([
            [operation, ['paths', path, method]],
            [item, ['paths', path]],
            [document, []],
          ]),
        };
      }
    }
  }
  return undefined;
}

function resolveOperation(
  document: JsonObject,
  item: unknown,
  operation: JsonObject,
  at: MemberPath,
): Pick<FoundOperation, 'operation' | 'parametersAt'> {
  const listed = (owner: unknown, path: MemberPath) =>
    listMember(resolveReferences(document, owner, path), 'parameters').map((value, index) => ({
      value,
      at: [...path, 'parameters', index],
    }));
  const own = listed(operation, at);
  const shared = listed({ parameters: listMember(item, 'parameters') }, at.slice(0, -1)).filter(
    ({ value }) => !own.some((other) => isSameParameter(other.value, value)),
  );
  const parameters = [...shared, ...own].filter(({ value }) => !isIgnored(value));
  return {
    operation: {
      security: document.security,
      ...toObject(resolveReferences(document, operation, at)),
      parameters: parameters.map(({ value }) => value),
    },
    parametersAt: parameters.map((parameter) => parameter.at),
  };
}

/** A parameter of the operation overrides the one of the path with its name and place. */
function isSameParameter(one: unknown, other: unknown): boolean {
  return ['name', 'in'].every((name) => member(one, name) === member(other, name));
}

/** Paths of all operations with an operationId, in their order; the first is the one that is called. */
export function locateOperations(document: JsonObject, id: string): readonly MemberPath[] {
  return Object.entries(toObject(document.paths)).flatMap(([path, item]) =>
    methods
      .filter((method) => member(member(item, method), 'operationId') === id)
      .map((method) => ['paths', path, method]),
  );
}

/** All operationIds, in their order. */
export function listOperationIds(document: JsonObject): readonly string[] {
  return Object.values(toObject(document.paths)).flatMap((item) =>
    methods.flatMap((method) => textMember(member(item, method), 'operationId') ?? []),
  );
}

/** Header parameters with these names are ignored by definition (OpenAPI 3.0.3, parameter object). */
function isIgnored(parameter: unknown): boolean {
  const isHeader = member(parameter, 'in') === 'header';
  return isHeader && /^(accept|content-type|authorization)$/i.test(textMember(parameter, 'name') ?? '');
}

function findServers(
  owners: readonly (readonly [owner: unknown, at: MemberPath])[],
): Pick<FoundOperation, 'servers' | 'serversAt'> {
  const [owner, at] = owners.find(([candidate]) => listMember(candidate, 'servers').length > 0) ?? [undefined, []];
  return {
    servers: listMember(owner, 'servers').map((server) => textMember(server, 'url')),
    serversAt: [...at, 'servers'],
  };
}
