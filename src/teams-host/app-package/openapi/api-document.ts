import { isJsonObject, type JsonObject, listMember, member, textMember } from '../../../foundation/json-value.ts';
import { toOperation, toSecuritySchemes, toServers } from './from-swagger.ts';
import { resolveReferences } from './resolve-references.ts';

/** An OpenAPI document as the checks and calls see it: always in the shape of 3.0, references resolved. */
export interface ApiDocument {
  /**
   * Finds an operation by its operationId.
   * @throws ReferenceFault where a reference in it cannot be followed.
   */
  operation(id: string): FoundOperation | undefined;
}

export interface FoundOperation {
  /** Lower case. */
  readonly method: string;
  readonly path: string;
  /** Its parameters are those of the path too; its `security` is the document's where it has none. */
  readonly operation: JsonObject;
  /** Security schemes of the document by name. */
  readonly securitySchemes: unknown;
  /** Address of the first server: the operation's, else the path's, else the document's. */
  readonly server: string | undefined;
}

const methods = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace'];

/** @param faults gets a sentence where the document is of a version that Teams does not take: 2.0 and 3.0.x it does. */
export function readApiDocument(path: string, root: JsonObject, faults: string[]): ApiDocument {
  const isSwagger = root.swagger === '2.0';
  if (!isSwagger && !/^3\.0\.\d+$/.test(textMember(root, 'openapi') ?? '')) {
    const version = textMember(root, 'openapi');
    const is = version === undefined ? 'no OpenAPI document' : `OpenAPI ${version}`;
    faults.push(`${path} is ${is}; Teams takes 3.0.x and 2.0. Write it in 3.0.3.`);
  }
  return {
    operation(id) {
      for (const [template, item] of members(root.paths)) {
        for (const method of methods) {
          if (member(member(item, method), 'operationId') === id && isJsonObject(item)) {
            const resolved = resolveReferences(root, {
              ...operationOf(item, method),
              parameters: parametersOf(item, method),
            });
            const parameters = listMember(resolved, 'parameters').filter((parameter) => !isIgnored(parameter));
            const operation = { security: root.security, ...(resolved as JsonObject), parameters };
            return {
              method,
              path: template,
              operation: isSwagger ? toOperation(root, operation) : operation,
              securitySchemes: securitySchemesOf(root, isSwagger),
              server: textMember(serversOf(root, item, operation, isSwagger)[0], 'url'),
            };
          }
        }
      }
      return undefined;
    },
  };
}

function members(value: unknown): readonly [string, unknown][] {
  return isJsonObject(value) ? Object.entries(value) : [];
}

function operationOf(item: JsonObject, method: string): JsonObject {
  const operation = member(item, method);
  return isJsonObject(operation) ? operation : {};
}

/** Parameters of a path item come first, so that the operation's own, read later, override them. */
function parametersOf(item: JsonObject, method: string): readonly unknown[] {
  return [...listMember(item, 'parameters'), ...listMember(member(item, method), 'parameters')];
}

/** What these headers hold is said elsewhere (OpenAPI 3.0.3, parameter object). */
function isIgnored(parameter: unknown): boolean {
  const isHeader = member(parameter, 'in') === 'header';
  return isHeader && /^(accept|content-type|authorization)$/i.test(textMember(parameter, 'name') ?? '');
}

function securitySchemesOf(root: JsonObject, isSwagger: boolean): unknown {
  return isSwagger
    ? toSecuritySchemes(resolveReferences(root, root.securityDefinitions))
    : resolveReferences(root, member(root.components, 'securitySchemes'));
}

function serversOf(root: JsonObject, item: JsonObject, operation: JsonObject, isSwagger: boolean): readonly unknown[] {
  if (isSwagger) {
    return toServers(root);
  }
  return [operation, item, root].map((owner) => listMember(owner, 'servers')).find((list) => list.length > 0) ?? [];
}
