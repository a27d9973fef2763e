/**
 * The import rules, which include type imports. test/architecture.test.ts checks them, and that each of them detects a
 * violation; docs/architecture.md gives the reasons.
 */
import swc from '@swc/core';

// dependency-cruiser makes swc parse every file as TypeScript without JSX.
const { parseFileSync } = swc;
swc.parseFileSync = (path, options) => parseFileSync(path, { ...options, tsx: path.endsWith('.tsx') });

/** Folders and files of `src/`, and what each may import besides itself, `foundation` and packages. */
const app = {
  foundation: [],
  // What the local world and the local Teams host share; never part of dist/.
  local: [],
  repairs: [],
  storage: ['repairs'],
  jwt: [],
  authorization: ['jwt'],
  server: [],
  api: ['repairs', 'authorization'],
  'repairs-client': ['repairs'],
  cards: ['repairs'],
  'card-actions': ['cards', 'repairs-client', 'repairs'],
  'message-extension': ['card-actions', 'cards', 'repairs-client', 'repairs'],
  chat: ['card-actions', 'cards', 'repairs-client', 'repairs'],
  bot: ['jwt', 'message-extension', 'chat', 'card-actions', 'cards', 'repairs-client', 'repairs'],
  web: [],
  // The folders that use the settings define their types.
  config: [
    'authorization/callers/authorization-settings.ts',
    'authorization/callers/caller-kinds.ts',
    'api/callers/ai-plugin-settings.ts',
    'bot/bot-settings.ts',
  ],
  'routes.ts': ['server', 'api', 'authorization', 'web'],
  'app.ts': [
    'routes.ts',
    'config',
    'storage',
    'repairs',
    'server',
    'api',
    'authorization',
    'bot',
    'chat',
    'card-actions',
    'message-extension',
    'cards',
    'repairs-client',
    'web',
  ],
  'run-app.ts': ['app.ts', 'config'],
  'main.ts': ['run-app.ts'],
  'teams-host': ['server', 'jwt', 'local'],
};

/**
 * Folders of the local Teams host, those without dependencies first, and what each may import besides itself, `server`,
 * `jwt`, `local` and `foundation`.
 */
const teamsHost = {
  wire: [],
  links: [],
  flow: ['wire'],
  // Runs in the host and in the page.
  'card-reader': [],
  cards: ['card-reader'],
  'sealed-store': [],
  cloud: ['sealed-store'],
  'oauth-client': ['flow', 'wire'],
  vault: ['oauth-client', 'sealed-store', 'flow', 'wire'],
  'vault-command': ['vault'],
  'app-package': ['cards', 'links', 'wire'],
  sessions: ['flow', 'wire'],
  'sign-in': ['vault', 'oauth-client', 'sessions', 'flow', 'wire'],
  'single-sign-on': ['app-package', 'vault', 'flow', 'links', 'wire'],
  commands: ['single-sign-on', 'app-package', 'vault', 'card-reader', 'cards', 'flow', 'links', 'wire'],
  agents: ['commands', 'single-sign-on', 'app-package', 'vault', 'cards', 'flow', 'links', 'wire'],
  conversations: ['wire'],
  state: ['agents', 'sessions', 'conversations', 'wire'],
  bots: ['single-sign-on', 'app-package', 'conversations', 'vault', 'card-reader', 'cards', 'flow', 'links', 'wire'],
  connector: ['bots', 'conversations', 'vault', 'sessions', 'cards', 'flow', 'links', 'wire'],
  'token-service': [
    'agents',
    'single-sign-on',
    'connector',
    'bots',
    'conversations',
    'app-package',
    'sign-in',
    'vault',
    'oauth-client',
    'sessions',
    'flow',
    'wire',
  ],
  'page-api': [
    'agents',
    'single-sign-on',
    'token-service',
    'bots',
    'conversations',
    'commands',
    'app-package',
    'sign-in',
    'vault',
    'sessions',
    'cards',
    'flow',
    'links',
    'wire',
  ],
  worker: ['agents', 'app-package', 'commands', 'cards', 'flow'],
  page: ['card-reader', 'wire', 'links'],
};

/** Files beside them, which may import all of them. */
const hostEntries = [
  'main.ts',
  'run-teams-host.ts',
  'run-vault.ts',
  'read-arguments.ts',
  'start-teams-host.ts',
  'prepare-parts.ts',
  'assemble-host.ts',
  'teams-host-options.ts',
];

/** Folders that run in the browser or contain only types, and the files of the app that each may import. */
const allowedFiles = {
  wire: ['foundation/json-value.ts'],
  links: ['foundation/json-value.ts', 'foundation/loopback.ts'],
  'card-reader': ['foundation/json-value.ts'],
  page: ['foundation/json-value.ts', 'foundation/loopback.ts'],
};

/**
 * Folders of the local world, and what each may import besides itself and `foundation`. Its entry points may import
 * everything.
 */
const localWorld = {
  'sample-data': ['storage', 'repairs'],
  'authorization-server': ['server', 'local'],
  'access-token': ['authorization', 'dev/authorization-server'],
  'watched-api': ['server', 'jwt', 'teams-host'],
  'package-check': ['teams-host', 'local'],
  generate: ['api'],
  'pack-teams-host': ['teams-host'],
  'build-app': [],
};

const worldEntries = [
  'main.ts',
  'run-world.ts',
  'world.ts',
  'registrations.ts',
  'resources.ts',
  'demo-callers.ts',
  'call-api.ts',
  'run-access-token.ts',
];

/** Packages, and the only folder that may import each, as a regular expression. */
const homes = [
  ['restify', 'server'],
  ['raw-body', '(server|dev/authorization-server)'],
  ['secure-json-parse', 'server'],
  ['botbuilder', 'bot'],
  ['botframework-connector', 'bot'],
  ['adaptivecards-templating', '(cards|teams-host)'],
  ['adaptive-expressions', '(cards|teams-host)'],
  ['@microsoft/teams-js', 'web'],
  ['kysely', 'storage'],
  ['better-sqlite3', 'storage'],
  ['undici', '(repairs-client|bot|dev/watched-api)'],
  ['cockatiel', '(repairs-client|bot|authorization|teams-host)'],
  ['jose', '(jwt|teams-host|dev)'],
  ['openapi-request-validator', 'api'],
  ['gpt-tokenizer', '(api|teams-host)'],
  ['zod', '(config|teams-host)'],
  ['react', 'teams-host/page'],
  ['react-dom', 'teams-host/page'],
  ['@fluentui/[^/]+', 'teams-host/page'],
  ['adaptivecards', 'teams-host/card-reader'],
  ['zustand', 'teams-host/page'],
  ['json-p3', 'teams-host'],
  ['oauth4webapi', 'authorization/introspection'],
  ['oidc-provider', 'dev/authorization-server'],
  ['openid-client', 'teams-host/(oauth-client|sign-in)'],
];

/** Node.js modules that offer a second way to do something, and the only folder that may import each. */
const nodeHomes = [
  ['sqlite', 'storage'],
  ['process', 'config'],
];

/** Returns a pattern for a folder of `src/`, or for a file if the name ends with `.ts`. */
const toPattern = (path) => `^src/${path.replaceAll('.', '\\.')}${path.endsWith('.ts') ? '$' : '/'}`;

const only = (from, allowed) => ({
  name: from,
  comment: `${from} may import ${allowed.join(', ')}.`,
  severity: 'error',
  from: { path: toPattern(from) },
  to: { path: '^src/', pathNot: [from, ...allowed].map(toPattern) },
});

const areas = Object.entries(app).map(([name, others]) => only(name, ['foundation', ...others]));
const hostFolders = Object.entries(teamsHost).map(([name, others]) => {
  const allowed = allowedFiles[name] ?? ['foundation', 'server', 'jwt', 'local'];
  return only(`teams-host/${name}`, [...allowed, ...others.map((other) => `teams-host/${other}`)]);
});
const world = Object.entries(localWorld).map(([name, others]) => only(`dev/${name}`, ['foundation', ...others]));

const parents = [1, 2, 3].map((depth) => ({
  name: `no-parent-${depth}`,
  comment: 'A folder does not import files of its parent.',
  severity: 'error',
  from: { path: `^(src${'/[^/]+'.repeat(depth)})/[^/]+/.+$` },
  to: { path: '^$1/[^/]+$' },
}));

const packages = homes.map(([name, home]) => ({
  name: `home-of-${name}`,
  comment: `Only ${home} may import ${name}.`,
  severity: 'error',
  from: { path: '^src/', pathNot: `^src/${home}/` },
  to: { path: `(^|/)node_modules/${name}/` },
}));

const nodeModules = nodeHomes.map(([name, home]) => ({
  name: `home-of-node:${name}`,
  comment: `Only ${home} may import node:${name}.`,
  severity: 'error',
  from: { path: '^src/', pathNot: `^src/${home}/` },
  to: { path: `^(node:)?${name}$` },
}));

/** Every folder and file in `parent` has a name in the tables of this file. */
const known = (parent, names) => ({
  name: `known-in-${parent}`,
  comment: `Every folder and file in ${parent} has a name in the tables of this file.`,
  severity: 'error',
  from: { path: `^${parent}/`, pathNot: names.map((name) => toPattern(`${parent}/${name}`.slice('src/'.length))) },
  to: {},
});

export default {
  forbidden: [
    {
      name: 'no-cycle',
      comment: 'No cycles between files.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-folder-cycle',
      comment: 'No cycles between folders.',
      severity: 'error',
      scope: 'folder',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'Every import resolves.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    ...areas,
    ...hostFolders,
    ...world,
    ...parents,
    ...packages,
    ...nodeModules,
    known('src', [...Object.keys(app), 'dev']),
    known('src/teams-host', [...Object.keys(teamsHost), ...hostEntries]),
    known('src/dev', [...Object.keys(localWorld), ...worldEntries]),
    {
      name: 'no-framework-in-the-domain',
      comment: 'The domain imports neither packages nor Node.js.',
      severity: 'error',
      from: { path: '^src/repairs/' },
      to: { pathNot: '^src/' },
    },
    {
      name: 'dependencies-of-the-app',
      comment: 'The built app is installed without devDependencies.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/dev/', '^src/teams-host/', '^src/local/'] },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    // Browser scripts, served unchanged, and the entry of the packed host, which imports what lies beside it there.
    exclude: { path: '^src/(web/public/|dev/pack-teams-host/teams-host\\.cjs$)' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
