import { StartupFault } from '../../foundation/startup-fault.ts';

/** One step of a JSON Patch; `move` and `copy` are not among those that this app needs. */
interface Operation {
  readonly op: unknown;
  readonly path: unknown;
  readonly value?: unknown;
}

type Container = Record<string, unknown> | unknown[];

/**
 * Applies a JSON Patch, with the operations add, remove, replace and test, to a copy of a document.
 * @param name of the patch, for faults.
 * @throws StartupFault where an operation cannot be done, so that a patch does not stay behind what it patches.
 * @see RFC 6902; RFC 6901 for the paths
 */
export function applyJsonPatch(document: unknown, patch: unknown, name: string): unknown {
  if (!Array.isArray(patch)) {
    throw new StartupFault(`${name} is no JSON Patch: write a list of operations.`);
  }
  const patched = structuredClone(document);
  for (const [index, operation] of (patch as readonly Operation[]).entries()) {
    if (!apply(patched, operation ?? {})) {
      const { op, path } = operation ?? {};
      throw new StartupFault(`${name}: operation ${index}, ${op} ${path}, does not fit the manifest. Correct it.`);
    }
  }
  return patched;
}

function apply(document: unknown, { op, path, value }: Operation): boolean {
  const names = toNames(path);
  const last = names?.pop();
  if (names === undefined || last === undefined) {
    return false;
  }
  const container = names.reduce<unknown>(
    (node, name) => (isContainer(node) ? (node as Record<string, unknown>)[name] : undefined),
    document,
  );
  if (!isContainer(container)) {
    return false;
  }
  const isThere = Object.hasOwn(container, last) && !(Array.isArray(container) && last === 'length');
  switch (op) {
    case 'add':
      return add(container, last, value);
    case 'remove':
      return isThere && remove(container, last);
    case 'replace':
      return isThere && set(container, last, value);
    case 'test':
      return isThere && JSON.stringify((container as Record<string, unknown>)[last]) === JSON.stringify(value);
    default:
      return false;
  }
}

function add(container: Container, name: string, value: unknown): boolean {
  if (!Array.isArray(container)) {
    return set(container, name, value);
  }
  const index = name === '-' ? container.length : /^(0|[1-9]\d*)$/.test(name) ? Number(name) : -1;
  if (index < 0 || index > container.length) {
    return false;
  }
  container.splice(index, 0, structuredClone(value));
  return true;
}

function remove(container: Container, name: string): boolean {
  if (Array.isArray(container)) {
    container.splice(Number(name), 1);
    return true;
  }
  return delete container[name];
}

function set(container: Container, name: string, value: unknown): boolean {
  Object.defineProperty(container, name, {
    value: structuredClone(value),
    writable: true,
    enumerable: true,
    configurable: true,
  });
  return true;
}

function toNames(path: unknown): string[] | undefined {
  return typeof path === 'string' && path.startsWith('/')
    ? path
        .slice(1)
        .split('/')
        .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
    : undefined;
}

function isContainer(node: unknown): node is Container {
  return typeof node === 'object' && node !== null;
}
