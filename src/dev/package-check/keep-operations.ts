import { type JsonObject, member, toObject } from '../../foundation/json-value.ts';

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/**
 * Reduces an OpenAPI 3 document to some operations and the components they refer to, because Teams rejects a document
 * that has operations it cannot call.
 */
export function keepOperations(document: JsonObject, operationIds: ReadonlySet<string>): JsonObject {
  const paths = Object.entries(toObject(document.paths)).flatMap(([path, item]) => {
    const kept = Object.entries(toObject(item)).filter(
      ([name, operation]) => !methods.includes(name) || operationIds.has(String(toObject(operation).operationId)),
    );
    return kept.some(([name]) => methods.includes(name)) ? [[path, Object.fromEntries(kept)] as const] : [];
  });
  const narrowed = { ...document, paths: Object.fromEntries(paths) };
  return document.components === undefined ? narrowed : { ...narrowed, components: usedComponents(narrowed) };
}

function usedComponents(document: JsonObject): JsonObject {
  const { components, ...rest } = document;
  const used = new Set<string>();
  const visit = (node: unknown): void => {
    for (const pointer of referencesIn(node).filter((found) => !used.has(found))) {
      used.add(pointer);
      visit(follow(toObject(components), pointer));
    }
  };
  visit(rest);
  return Object.fromEntries(
    Object.entries(toObject(components)).flatMap(([kind, members]) => {
      // Operations refer to security schemes by name in `security`, not by reference, so all schemes are kept.
      const kept =
        kind === 'securitySchemes'
          ? Object.entries(toObject(members))
          : Object.entries(toObject(members)).filter(([name]) => used.has(`${kind}/${name}`));
      return kept.length === 0 ? [] : [[kind, Object.fromEntries(kept)]];
    }),
  );
}

/** Returns the components that a value refers to, as `schemas/Name`. */
function referencesIn(node: unknown): readonly string[] {
  if (typeof node !== 'object' || node === null) {
    return [];
  }
  return Object.entries(node).flatMap(([name, value]) =>
    name === '$ref' && typeof value === 'string' && value.startsWith('#/components/')
      ? [value.slice('#/components/'.length).split('/').slice(0, 2).join('/')]
      : referencesIn(value),
  );
}

function follow(components: JsonObject, pointer: string): unknown {
  const [kind = '', name = ''] = pointer.split('/');
  return member(member(components, kind), name);
}
