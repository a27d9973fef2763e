import { readdirSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { expect } from 'chai';
import { type Cruise, cruiseSource, ruleNames } from './support/cruise.ts';

const root = join(import.meta.dirname, '..');

interface SourceFile {
  /** Relative to the project root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

const readFiles = (folder: string): readonly SourceFile[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => ({
      path: `${folder}/${path.replaceAll('\\', '/')}`,
      text: readFileSync(join(root, folder, path), 'utf8'),
    }));

const files = readFiles('src');
const isLocal = ({ path }: SourceFile): boolean => /^src\/(dev|teams-host|local)\//.test(path);
const withoutComments = (text: string): string => text.replace(/^\s*(\/\/|\*|\/\*).*$/gm, '');
const pathsOf = (found: readonly SourceFile[]): readonly string[] => found.map(({ path }) => path);

describe('the architecture', () => {
  let cruise: Cruise;
  before(async () => {
    cruise = await cruiseSource(root);
  });

  it('is checked for every source file', () => {
    const seen = new Set(cruise.files);
    expect(pathsOf(files).filter((path) => !seen.has(path))).to.deep.equal([]);
  });

  it('follows the import rules, and has no cycles between files or folders', () => {
    expect(cruise.violations).to.deep.equal([]);
  });

  it('reads the environment only in the configuration and the entry files', () => {
    const mayRead =
      /^src\/(config\/read-config|main|run-app|dev\/([a-z-]+\/)?(main|run-[a-z-]+)|teams-host\/(main|run-[a-z-]+))\.ts$/;
    const readers = files.filter(({ path, text }) => {
      // `process.env` with `env` read in any way: only a named other property is certainly not the environment.
      const uses = withoutComments(text).matchAll(/(?<!['"])\bprocess\b(?!:)(?:\.(\w+))?/g);
      return !mayRead.test(path) && [...uses].some(([, property]) => property === undefined || property === 'env');
    });
    expect(pathsOf(readers)).to.deep.equal([]);
  });

  it('has no code in wire/', () => {
    const wire = files.filter(({ path }) => path.startsWith('src/teams-host/wire/'));
    const hasCode = ({ text }: SourceFile) =>
      /^(import|export) (?!type\b|interface\b)|^(const|let|function|class)\b/m.test(text);
    expect(pathsOf(wire)).not.to.deep.equal([]);
    expect(pathsOf(wire.filter(hasCode))).to.deep.equal([]);
  });

  it('has no NODE_ENV checks in the app', () => {
    expect(pathsOf(files.filter((file) => !isLocal(file) && /NODE_ENV/.test(file.text)))).to.deep.equal([]);
  });

  it('has no barrels, no default exports, and file names in kebab case', () => {
    const odd = files.filter(
      ({ path, text }) =>
        /\/index\.tsx?$/.test(path) ||
        !/^([a-z0-9-]+\/)*[a-z0-9-]+(\.d)?\.tsx?$/.test(path) ||
        /^export default /m.test(text),
    );
    expect(pathsOf(odd)).to.deep.equal([]);
  });

  it('keeps files at 300 lines or fewer, and folders at 16 files or fewer', () => {
    expect(pathsOf(files.filter(({ text }) => text.split('\n').length > 301))).to.deep.equal([]);
    const folders = Map.groupBy(files, ({ path }) => dirname(path));
    expect([...folders].filter(([, inside]) => inside.length > 16).map(([folder]) => folder)).to.deep.equal([]);
  });

  it('names every event of the log as "component: what happened", in lower case', () => {
    const events = files.flatMap(({ text }) =>
      [...text.matchAll(/\blog(?:\.(?:debug|info|warn|error)|\[\w+\])\(\s*'([^']+)'/g)].map(([, event = '']) => event),
    );
    expect(events).to.have.length.above(20);
    expect(events.filter((event) => !/^[a-z][a-z -]*: [a-z][a-z -]*$/.test(event))).to.deep.equal([]);
  });

  it('has no unused packages', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
      devDependencies: Record<string, string>;
    };
    // Used without an import: `rimraf` by the installation of another package, `@swc/core` by dependency-cruiser, and
    // `adaptive-expressions` by the template engine, as its peer.
    const tools = /^(@types\/.+|@biomejs\/biome|@swc\/core|adaptive-expressions|mocha|node|rimraf|typescript)$/;
    const unused = (names: object, users: readonly SourceFile[]): readonly string[] =>
      Object.keys(names).filter(
        (name) =>
          !tools.test(name) && !users.some(({ text }) => text.includes(`'${name}'`) || text.includes(`'${name}/`)),
      );
    const app = files.filter((file) => !isLocal(file));
    expect([...unused(dependencies, app), ...unused(devDependencies, [...files, ...readFiles('test')])]).to.deep.equal(
      [],
    );
  });
});

describe('each import rule', () => {
  /** Rule, the file or folder that breaks it, and what that imports: a source file or a package. */
  const violations: readonly (readonly [rule: string, from: string, to: string])[] = [
    ['no-cycle', 'api/a.ts', 'api/b.ts'],
    ['no-folder-cycle', 'teams-host/vault', 'teams-host/oauth-client/a.ts'],
    ['resolvable', 'api/c.ts', './missing.ts'],
    ['known-in-src', 'new-area/a.ts', 'foundation/errors.ts'],
    ['known-in-src/teams-host', 'teams-host/new-area/a.ts', 'foundation/errors.ts'],
    ['known-in-src/dev', 'dev/new-area/a.ts', 'foundation/errors.ts'],
    ['no-parent-1', 'bot/invokes/a.ts', 'bot/dispatch.ts'],
    ['no-parent-2', 'teams-host/bots/answers/a.ts', 'teams-host/bots/turns.ts'],
    ['no-parent-3', 'teams-host/page/chat/messages/a.ts', 'teams-host/page/chat/b.ts'],
    ['no-framework-in-the-domain', 'repairs/a.ts', 'kysely'],
    ['dependencies-of-the-app', 'server/a.ts', 'yaml'],
    ['foundation', 'foundation/a.ts', 'jwt/a.ts'],
    ['local', 'local/a.ts', 'server/d.ts'],
    ['repairs', 'repairs/b.ts', 'storage/a.ts'],
    ['storage', 'storage/b.ts', 'api/d.ts'],
    ['jwt', 'jwt/b.ts', 'authorization/a.ts'],
    ['authorization', 'authorization/b.ts', 'repairs/d.ts'],
    ['server', 'server/b.ts', 'api/d.ts'],
    ['api', 'api/e.ts', 'bot/b.ts'],
    ['repairs-client', 'repairs-client/a.ts', 'api/d.ts'],
    ['cards', 'cards/a.ts', 'repairs-client/b.ts'],
    ['card-actions', 'card-actions/a.ts', 'bot/b.ts'],
    ['message-extension', 'message-extension/a.ts', 'chat/b.ts'],
    ['chat', 'chat/a.ts', 'message-extension/b.ts'],
    ['bot', 'bot/a.ts', 'api/d.ts'],
    ['web', 'web/a.ts', 'api/d.ts'],
    ['config', 'config/a.ts', 'storage/c.ts'],
    ['routes.ts', 'routes.ts', 'storage/c.ts'],
    ['app.ts', 'app.ts', 'teams-host/wire/b.ts'],
    ['run-app.ts', 'run-app.ts', 'storage/c.ts'],
    ['main.ts', 'main.ts', 'dev/b.ts'],
    ['teams-host', 'teams-host/a.ts', 'cards/b.ts'],
    ['teams-host/wire', 'teams-host/wire/a.ts', 'foundation/log.ts'],
    ['teams-host/links', 'teams-host/links/a.ts', 'foundation/log.ts'],
    ['teams-host/flow', 'teams-host/flow/a.ts', 'teams-host/vault/c.ts'],
    ['teams-host/card-reader', 'teams-host/card-reader/a.ts', 'foundation/log.ts'],
    ['teams-host/cards', 'teams-host/cards/a.ts', 'teams-host/bots/b.ts'],
    ['teams-host/sealed-store', 'teams-host/sealed-store/a.ts', 'teams-host/vault/c.ts'],
    ['teams-host/cloud', 'teams-host/cloud/a.ts', 'teams-host/vault/c.ts'],
    ['teams-host/oauth-client', 'teams-host/oauth-client/a.ts', 'teams-host/vault/c.ts'],
    ['teams-host/vault', 'teams-host/vault/b.ts', 'teams-host/sign-in/b.ts'],
    ['teams-host/vault-command', 'teams-host/vault-command/a.ts', 'teams-host/sign-in/b.ts'],
    ['teams-host/app-package', 'teams-host/app-package/a.ts', 'teams-host/commands/b.ts'],
    ['teams-host/sessions', 'teams-host/sessions/a.ts', 'teams-host/vault/c.ts'],
    ['teams-host/sign-in', 'teams-host/sign-in/a.ts', 'teams-host/page-api/b.ts'],
    ['teams-host/single-sign-on', 'teams-host/single-sign-on/a.ts', 'teams-host/bots/b.ts'],
    ['teams-host/commands', 'teams-host/commands/a.ts', 'teams-host/bots/b.ts'],
    ['teams-host/agents', 'teams-host/agents/a.ts', 'teams-host/bots/b.ts'],
    ['teams-host/conversations', 'teams-host/conversations/a.ts', 'teams-host/bots/b.ts'],
    ['teams-host/state', 'teams-host/state/a.ts', 'teams-host/bots/b.ts'],
    ['teams-host/bots', 'teams-host/bots/a.ts', 'teams-host/connector/b.ts'],
    ['teams-host/connector', 'teams-host/connector/a.ts', 'teams-host/token-service/b.ts'],
    ['teams-host/token-service', 'teams-host/token-service/a.ts', 'teams-host/page-api/b.ts'],
    ['teams-host/page-api', 'teams-host/page-api/a.ts', 'teams-host/page/b.ts'],
    ['teams-host/page', 'teams-host/page/a.ts', 'teams-host/page-api/b.ts'],
    ['teams-host/worker', 'teams-host/worker/a.ts', 'teams-host/page-api/b.ts'],
    ['dev/sample-data', 'dev/sample-data/a.ts', 'api/d.ts'],
    ['dev/authorization-server', 'dev/authorization-server/a.ts', 'teams-host/wire/b.ts'],
    ['dev/watched-api', 'dev/watched-api/a.ts', 'api/d.ts'],
    ['dev/package-check', 'dev/package-check/a.ts', 'cards/b.ts'],
    ['dev/access-token', 'dev/access-token/a.ts', 'storage/a.ts'],
    ['dev/generate', 'dev/generate/a.ts', 'storage/c.ts'],
    ['dev/pack-teams-host', 'dev/pack-teams-host/a.ts', 'storage/c.ts'],
    ['dev/build-app', 'dev/build-app/a.ts', 'storage/c.ts'],
    ['home-of-restify', 'api/f.ts', 'restify'],
    ['home-of-raw-body', 'api/g.ts', 'raw-body'],
    ['home-of-secure-json-parse', 'api/h.ts', 'secure-json-parse'],
    ['home-of-botbuilder', 'chat/c.ts', 'botbuilder'],
    ['home-of-botframework-connector', 'chat/d.ts', 'botframework-connector'],
    ['home-of-adaptivecards-templating', 'bot/c.ts', 'adaptivecards-templating'],
    ['home-of-adaptive-expressions', 'bot/d.ts', 'adaptive-expressions'],
    ['home-of-@microsoft/teams-js', 'teams-host/page/c.ts', '@microsoft/teams-js'],
    ['home-of-kysely', 'api/i.ts', 'kysely'],
    ['home-of-better-sqlite3', 'dev/c.ts', 'better-sqlite3'],
    ['home-of-undici', 'teams-host/commands/c.ts', 'undici'],
    ['home-of-cockatiel', 'api/j.ts', 'cockatiel'],
    ['home-of-jose', 'bot/e.ts', 'jose'],
    ['home-of-openapi-request-validator', 'bot/f.ts', 'openapi-request-validator'],
    ['home-of-gpt-tokenizer', 'bot/i.ts', 'gpt-tokenizer'],
    ['home-of-zod', 'bot/g.ts', 'zod'],
    ['home-of-react', 'teams-host/page-api/c.ts', 'react'],
    ['home-of-react-dom', 'teams-host/page-api/d.ts', 'react-dom'],
    ['home-of-@fluentui/[^/]+', 'teams-host/page-api/e.ts', '@fluentui/react-components'],
    ['home-of-adaptivecards', 'teams-host/bots/c.ts', 'adaptivecards'],
    ['home-of-zustand', 'teams-host/bots/d.ts', 'zustand'],
    ['home-of-json-p3', 'api/m.ts', 'json-p3'],
    ['home-of-oauth4webapi', 'api/n.ts', 'oauth4webapi'],
    ['home-of-oidc-provider', 'teams-host/vault/d.ts', 'oidc-provider'],
    ['home-of-openid-client', 'bot/h.ts', 'openid-client'],
    ['home-of-node:sqlite', 'api/k.ts', 'node:sqlite'],
    ['home-of-node:process', 'api/l.ts', 'node:process'],
  ];
  let found: readonly string[];
  let folder: string;

  /** Writes a project that breaks every rule once. */
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'repairs-architecture-'));
    await cp(join(root, 'package.json'), join(folder, 'package.json'));
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
    const texts = new Map([['api/b.ts', "import type { A } from './a.ts';\n"]]);
    for (const [, from, to] of violations) {
      const source = from.endsWith('.ts') ? from : `${from}/importer.ts`;
      const isFile = to.endsWith('.ts') && !to.startsWith('.');
      const specifier = isFile
        ? relative(dirname(source), to)
            .replaceAll('\\', '/')
            .replace(/^(?!\.)/, './')
        : to;
      texts.set(source, `${texts.get(source) ?? ''}import type { A } from '${specifier}';\n`);
      if (isFile && !texts.has(to)) {
        texts.set(to, '');
      }
    }
    for (const [path, text] of texts) {
      await mkdir(join(folder, 'src', dirname(path)), { recursive: true });
      await writeFile(join(folder, 'src', path), `${text}export interface A {}\n`);
    }
    const { violations: seen } = await cruiseSource(folder);
    found = seen.map(({ rule, from }) => `${rule} ${from}`);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('is broken exactly once by the project of this test', () => {
    expect(violations.map(([rule]) => rule)).to.have.members(ruleNames);
  });

  for (const [rule, from, to] of violations) {
    it(`${rule} rejects the import of ${to} in ${from}`, () => {
      expect(found).to.include(`${rule} src/${from}`);
    });
  }
});
