// biome-ignore lint/suspicious/noExplicitAny: OpenAPI documents of other people, read as they are
export type Json = any;

/** Follows a local `$ref`, and those that it leads to. @throws Error for a reference without a target. */
export function follow(document: Json, value: Json): Json {
  const seen = new Set<string>();
  let current = value;
  while (typeof current?.$ref === 'string') {
    const { $ref } = current;
    const [root, ...steps] = decodeURIComponent($ref).split('/');
    const target = steps.reduce(
      (at: Json, step) => at?.[step.replaceAll('~1', '/').replaceAll('~0', '~')],
      root === '#' ? document : undefined,
    );
    if (target === undefined || seen.has($ref)) {
      throw new Error(`"$ref": "${$ref}" leads nowhere.`);
    }
    seen.add($ref);
    current = target;
  }
  return current;
}

export interface Operation {
  /** The operation object; its security and parameters include those of the document and the path. */
  readonly operation: Json;
  /** Values of the parameters in the path. */
  readonly path: Readonly<Record<string, string>>;
}

/** Finds the operation of a call below the base path of the document's first server. */
export function findOperation(document: Json, method: string, pathname: string): Operation | undefined {
  const base = toBasePath(document.servers?.[0]);
  // Concrete paths come before those with parameters (OpenAPI 3.0.3, paths object).
  const templates = Object.keys(document.paths ?? {}).sort((a, b) => countParameters(a) - countParameters(b));
  for (const template of templates) {
    const item = follow(document, document.paths[template]);
    const operation = item[method.toLowerCase()];
    const path = matchPath(base + template, pathname);
    if (path !== undefined && operation !== undefined) {
      const own = (operation.parameters ?? []).map((parameter: Json) => follow(document, parameter));
      const shared = (item.parameters ?? [])
        .map((parameter: Json) => follow(document, parameter))
        .filter((one: Json) => !own.some((other: Json) => other.name === one.name && other.in === one.in));
      const security = operation.security ?? document.security ?? [];
      return { operation: { ...operation, security, parameters: [...shared, ...own] }, path };
    }
  }
  return undefined;
}

function toBasePath(server: Json): string {
  const url = (server?.url ?? '/').replace(/\{([^}]+)\}/g, (_: string, name: string) => server.variables[name].default);
  return new URL(url, 'http://127.0.0.1').pathname.replace(/\/$/, '');
}

function countParameters(template: string): number {
  return template.split('{').length;
}

function matchPath(template: string, pathname: string): Record<string, string> | undefined {
  const names = Array.from(template.matchAll(/\{([^}]+)\}/g), ([, name = '']) => name);
  const pattern = template.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '([^/]+)');
  const match = new RegExp(`^${pattern}$`).exec(pathname);
  return match === null
    ? undefined
    : Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(match[at + 1] ?? '')]));
}
