import { posix } from 'node:path';

export interface SourceFile {
  /** Below `src/`, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

const everyone = ['foundation'];

/** Who may import whom; an area is a folder of `src/` or a file in it. Itself is always allowed. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  foundation: [],
  repairs: everyone,
  storage: ['repairs', ...everyone],
  jwt: everyone,
  authorization: ['jwt', ...everyone],
  api: ['repairs', 'authorization', ...everyone],
  'repairs-client': ['repairs', ...everyone],
  cards: ['repairs', ...everyone],
  'message-extension': ['card-actions', 'cards', 'repairs-client', 'repairs', ...everyone],
  chat: ['card-actions', 'cards', 'repairs-client', 'repairs', ...everyone],
  'card-actions': ['cards', 'repairs-client', 'repairs', ...everyone],
  bot: ['chat', 'card-actions', 'message-extension', 'cards', 'repairs-client', 'repairs', 'jwt', ...everyone],
  server: everyone,
  routes: ['api', 'bot', 'web', 'authorization', 'server', ...everyone],
  web: everyone,
  config: ['authorization', 'bot', ...everyone],
  app: [
    'config',
    'routes',
    'server',
    'api',
    'bot',
    'chat',
    'web',
    'card-actions',
    'message-extension',
    'cards',
    'repairs-client',
    'authorization',
    'repairs',
    'storage',
    ...everyone,
  ],
  'run-app': ['app', 'config', ...everyone],
  main: ['run-app', ...everyone],
};

/** Packages that have one home; every other dependency is open to all. */
const homes: readonly [RegExp, readonly string[]][] = [
  [/^(restify|raw-body|secure-json-parse)$/, ['server']],
  [/^botbuilder|^botframework/, ['bot']],
  [/^adaptivecards-templating$|^adaptive-expressions$/, ['cards']],
  [/^@microsoft\/teams-js$/, ['web']],
  [/^(kysely|better-sqlite3)$/, ['storage']],
  [/^undici$/, ['repairs-client', 'bot']],
  [/^cockatiel$/, ['repairs-client', 'bot']],
  [/^jose$/, ['jwt']],
  [/^openapi-request-validator$/, ['api']],
];

/** May use everything, and are used by nobody. */
const local = ['dev', 'teams-host'];

const statement =
  /^\s*(?:import|export)\s(?:[^'";]*?\sfrom\s)?\s*['"]([^'"]+)['"]|\b(?:import|require)\(\s*['"]([^'"]+)['"]/gm;

/** Leaves out whole-line comments. */
export const toCode = (text: string): string => text.replace(/^\s*(\/\/|\*|\/\*).*$/gm, '');

/** Names what a file imports, for types or at run time, as it is spelled. */
export function parseImports(text: string): readonly string[] {
  return Array.from(toCode(text).matchAll(statement), ([, fixed, dynamic]) => fixed ?? dynamic ?? '');
}

/** Says for each import that the rules forbid who imports what. */
export function findForbiddenImports(files: readonly SourceFile[], dependencies: readonly string[]): readonly string[] {
  return files.flatMap(({ path, text }) =>
    parseImports(text)
      .filter((specifier) => !isAllowed(path, specifier, dependencies))
      .map((specifier) => `${path} imports ${specifier}`),
  );
}

function isAllowed(path: string, specifier: string, dependencies: readonly string[]): boolean {
  const from = toArea(path);
  if (local.includes(from)) {
    return true;
  }
  if (specifier.startsWith('.')) {
    const to = toArea(resolve(path, specifier));
    return to === from ? from in mayImport : (mayImport[from]?.includes(to) ?? false);
  }
  if (specifier.startsWith('node:')) {
    return from !== 'repairs';
  }
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  const [, home] = homes.find(([pattern]) => pattern.test(name)) ?? [];
  return (home === undefined || home.includes(from)) && (dependencies.includes(name) || from === 'web');
}

const toArea = (path: string): string => (path.split('/')[0] ?? '').replace(/\.tsx?$/, '');

const resolve = (path: string, specifier: string): string => posix.join(posix.dirname(path), specifier);

/** Gives each cycle once, as a path that ends where it begins. */
export function findCycles(files: readonly SourceFile[]): readonly string[] {
  const graph = new Map(
    files.map(({ path, text }) => [
      path,
      parseImports(text)
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => resolve(path, specifier)),
    ]),
  );
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) {
      cycles.push([...trail.slice(start), path].join(' → '));
      return;
    }
    if (done.has(path)) {
      return;
    }
    for (const next of graph.get(path) ?? []) {
      visit(next, [...trail, path]);
    }
    done.add(path);
  };
  for (const path of graph.keys()) {
    visit(path, []);
  }
  return cycles;
}
