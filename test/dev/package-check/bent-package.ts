/** The app's own package, to be bent in one place and checked. */
import { expect } from 'chai';
import { buildAppPackage } from '../../../src/dev/package-check/build-app-package.ts';
import { readSample } from '../../../src/dev/package-check/package-app.ts';
import type { PackageParts } from '../../../src/dev/package-check/package-parts.ts';
import { readEnv } from '../../../src/dev/package-check/read-env.ts';
import { inspectAppPackage } from '../../../src/teams-host/app-package/inspect-app-package.ts';

export const root = new URL('../../../', import.meta.url);
export const templatePath = 'adaptiveCards/repairs.json';
const apiPath = 'apiSpecFiles/repairs-openapi.json';

// biome-ignore lint/suspicious/noExplicitAny: each test reaches for one place deep in a document
type Json = any;

export interface Bendable {
  manifest: Json;
  api: Json;
  template: Json;
  files: Map<string, Uint8Array>;
  samples: Map<string, Json>;
}

export type Check = (parts: PackageParts) => readonly string[] | Promise<readonly string[]>;

/** What is bent, how, and the sentence that is to name it. */
export type Row = readonly [what: string, bend: (bendable: Bendable) => void, sentence: RegExp];

export const extension = ({ manifest }: Bendable): Json => manifest.composeExtensions[0];
export const command = (bendable: Bendable): Json => extension(bendable).commands[0];
export const operation = ({ api }: Bendable): Json => api.paths['/repairs'].get;
export const card = ({ template }: Bendable): Json => template.responseCardTemplate;

export async function buildLocal(): Promise<PackageParts> {
  const { files } = await buildAppPackage({ root, env: await readEnv(root, 'local-world') });
  return inspect(files, new Map([[templatePath, await readSample(root, templatePath)]]));
}

export function bend(
  { files: built, samples }: PackageParts,
  change: (bendable: Bendable) => void,
): Promise<PackageParts> {
  const files = new Map(built);
  const parse = (path: string): Json => JSON.parse(Buffer.from(files.get(path) ?? []).toString());
  const bendable: Bendable = {
    manifest: parse('manifest.json'),
    api: parse(apiPath),
    template: parse(templatePath),
    files,
    samples: new Map(structuredClone([...samples])),
  };
  change(bendable);
  for (const [path, value] of [
    ['manifest.json', bendable.manifest],
    [apiPath, bendable.api],
    [templatePath, bendable.template],
  ]) {
    if (files.has(path)) {
      files.set(path, Buffer.from(JSON.stringify(value)));
    }
  }
  return inspect(files, bendable.samples);
}

/** Without Microsoft's own checks, which only `checkAppPackage` reports. */
async function inspect(
  files: ReadonlyMap<string, Uint8Array>,
  samples: ReadonlyMap<string, unknown>,
): Promise<PackageParts> {
  const inspection = await inspectAppPackage(files, {
    checkManifestSchema: async () => [],
    judgeDocument: async () => ({ faults: [], refusals: [] }),
  });
  const empty = { manifest: {}, extension: {}, commands: [], api: undefined, templates: new Map() };
  return { ...(inspection.documents ?? empty), files, inspection, samples };
}

/** One test for each row, and one that the package as it is has no fault. */
export function itNamesFaults(check: Check, rows: readonly Row[]): void {
  let local: PackageParts;

  before(async () => {
    local = await buildLocal();
  });

  it('finds nothing in the package of this app', async () => {
    expect(await check(local)).to.deep.equal([]);
  });

  for (const [what, change, sentence] of rows) {
    it(`names ${what}`, async () => {
      expect((await check(await bend(local, change))).join('\n')).to.match(sentence);
    });
  }
}
