import { JSONPathError, type JSONPathNode, type JSONValue, query } from 'json-p3';

/**
 * Evaluates a JSONPath (RFC 9535).
 * @param value JSON.
 * @returns the nodes; undefined if the path cannot be evaluated.
 */
export function findNodes(path: string, value: unknown): readonly JSONPathNode[] | undefined {
  try {
    // JSON that was parsed.
    return query(path, value as JSONValue).nodes;
  } catch (cause) {
    if (cause instanceof JSONPathError) {
      return undefined;
    }
    throw cause;
  }
}

/** Returns the first value of a JSONPath; undefined if there is none. */
export function findFirst(path: string | undefined, value: unknown): unknown {
  return path === undefined ? undefined : findNodes(path, value)?.[0]?.value;
}
