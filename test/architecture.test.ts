import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect } from 'chai';
import { findCycles, findForbiddenImports, parseImports, type SourceFile, toCode } from './support/architecture.ts';

const root = join(import.meta.dirname, '..');
const source = join(root, 'src');

const files: readonly SourceFile[] = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({
    path: relative(source, join(source, path)).replaceAll('\\', '/'),
    text: readFileSync(join(source, path), 'utf8'),
  }));
const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};
/** Packages that are run, not imported; `rimraf` is run by the installation of another. */
const tools = /^(@types\/.+|@biomejs\/biome|@swc\/core|dependency-cruiser|mocha|node|rimraf|typescript)$/;

/** Imported only by the package whose peers they are: adaptivecards-templating. */
const peers = ['adaptive-expressions'];

/** Entries may read the environment and hand it on. */
const readsEnvironment =
  /^(config\/read-config|run-app|dev\/([a-z-]+\/)?(main|run-[a-z-]+)|teams-host\/(main|run-[a-z-]+))\.ts$/;

/** Stands in for a package whose importers want its default export. */
const mayExportDefault = /^teams-host\/page\/no-carousel\.ts$/;

describe('architecture', () => {
  it('is looked at whole', () => {
    expect(files.map(({ path }) => path)).to.include.members(['main.ts', 'app.ts', 'routes.ts']);
  });

  it('lets nobody import what is not theirs to know', () => {
    expect(findForbiddenImports(files, Object.keys(dependencies))).to.deep.equal([]);
  });

  it('has no package that nobody uses', () => {
    const uses = (text: string, name: string): boolean => text.includes(`'${name}'`) || text.includes(`'${name}/`);
    const app = files.filter(({ path }) => !/^(dev|teams-host)\//.test(path)).map(({ text }) => text);
    const unused = Object.keys(dependencies).filter(
      (name) => !peers.includes(name) && !app.some((text) => uses(text, name)),
    );
    const rest = [...files.map(({ text }) => text), ...readTests()];
    const unusedInDevelopment = Object.keys(devDependencies).filter(
      (name) => !tools.test(name) && !rest.some((text) => uses(text, name)),
    );
    expect([...unused, ...unusedInDevelopment]).to.deep.equal([]);
  });

  it('has no cycles', () => {
    expect(findCycles(files)).to.deep.equal([]);
  });

  it('reads the environment in the entries alone', () => {
    const readers = files.filter(
      ({ path, text }) => /(?<!['"])\bprocess\.env\b/.test(toCode(text)) && !readsEnvironment.test(path),
    );
    expect(readers.map(({ path }) => path)).to.deep.equal([]);
  });

  it('knows no "if development" in the app', () => {
    const knowing = files.filter(({ path, text }) => !/^(dev|teams-host)\//.test(path) && /NODE_ENV/.test(text));
    expect(knowing.map(({ path }) => path)).to.deep.equal([]);
  });

  it('has no barrels, no default exports, and file names in kebab case', () => {
    const odd = files.filter(
      ({ path, text }) =>
        /(^|\/)index\.tsx?$/.test(path) ||
        !/^([a-z0-9-]+\/)*[a-z0-9-]+(\.d)?\.tsx?$/.test(path) ||
        (/^export default /m.test(text) && !mayExportDefault.test(path)),
    );
    expect(odd.map(({ path }) => path)).to.deep.equal([]);
  });

  it('keeps files short', () => {
    const long = files.filter(({ text }) => text.split('\n').length > 301);
    expect(long.map(({ path }) => path)).to.deep.equal([]);
  });
});

function readTests(): readonly string[] {
  const folder = join(root, 'test');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.ts$/.test(path))
    .map((path) => readFileSync(join(folder, path), 'utf8'));
}

describe('the check of imports', () => {
  const forbidden = (path: string, text: string): number =>
    findForbiddenImports([{ path, text }], ['restify', 'kysely', 'jose']).length;

  it('finds every kind of import', () => {
    const text = [
      "import type { A } from './a.ts';",
      "import b, { type B } from './b.ts';",
      "import * as c from './c.ts';",
      'import {',
      '  D,',
      "} from './d.ts';",
      "import './e.ts';",
      "export { f } from './f.ts';",
      "export * from './g.ts';",
      "const h = await import('./h.ts');",
      "const i = require('./i.ts');",
      "type J = import('./j.ts').J;",
      "// import k from './k.ts';",
    ].join('\n');
    expect(parseImports(text).map((specifier) => specifier[2])).to.deep.equal([...'abcdefghij']);
  });

  const refused: readonly [string, string][] = [
    ['api/a.ts', "import { b } from '../bot/b.ts';"],
    ['bot/a.ts', "import { b } from '../api/b.ts';"],
    ['repairs/a.ts', "import { b } from '../jwt/b.ts';"],
    ['repairs/a.ts', "import { readFile } from 'node:fs/promises';"],
    ['storage/a.ts', "import { b } from '../authorization/b.ts';"],
    ['api/a.ts', "import type { b } from '../storage/b.ts';"],
    ['app.ts', "import { b } from './dev/b.ts';"],
    ['main.ts', "await import('./dev/b.ts');"],
    ['api/a.ts', "import restify from 'restify';"],
    ['api/a.ts', "import { Kysely } from 'kysely/helpers';"],
    ['cards/a.ts', "import { jwtVerify } from 'jose';"],
    ['server/a.ts', "import { b } from 'undici';"],
    ['server/a.ts', "import { b } from '../new-folder/b.ts';"],
    ['new-folder/a.ts', "import { b } from '../foundation/errors.ts';"],
    ['foundation/a.ts', "import { b } from '../jwt/b.ts';"],
  ];
  for (const [path, text] of refused) {
    it(`refuses ${text} in ${path}`, () => {
      expect(forbidden(path, text)).to.equal(1);
    });
  }

  it('lets through what is allowed', () => {
    expect(
      forbidden('server/a.ts', "import { createServer } from 'restify';\nimport { b } from '../foundation/b.ts';"),
    ).to.equal(0);
    expect(forbidden('storage/sqlite/a.ts', "import { Kysely } from 'kysely';\nimport '../../repairs/b.ts';")).to.equal(
      0,
    );
    expect(forbidden('dev/x/a.ts', "import { b } from '../../app.ts';\nimport 'oidc-provider';")).to.equal(0);
  });

  it('finds cycles of any length', () => {
    const cycle = [
      { path: 'a.ts', text: "import './x/b.ts';" },
      { path: 'x/b.ts', text: "import './c.ts';" },
      { path: 'x/c.ts', text: "import type { A } from '../a.ts';" },
      { path: 'd.ts', text: "import './a.ts';" },
    ];
    expect(findCycles(cycle)).to.deep.equal(['a.ts → x/b.ts → x/c.ts → a.ts']);
    expect(findCycles(cycle.slice(0, 2))).to.deep.equal([]);
  });
});
