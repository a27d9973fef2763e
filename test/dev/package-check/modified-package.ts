/** The app's own package, with one modification for each test of a check. */
import { expect } from 'chai';
import { buildAppPackage } from '../../../src/dev/package-check/build-app-package.ts';
import { readSample } from '../../../src/dev/package-check/package-app.ts';
import type { PackageParts } from '../../../src/dev/package-check/package-parts.ts';
import { readEnv } from '../../../src/dev/package-check/read-env.ts';
import { inspectAppPackage } from '../../../src/teams-host/app-package/inspect-app-package.ts';

export const root = new URL('../../../', import.meta.url);
export const templatePath = 'adaptiveCards/repairs.json';
const apiPath = 'apiSpecFiles/repairs-openapi.json';
const agentPath = 'declarative-agent.json';
const pluginPath = 'repairs-plugin.json';
const agentApiPath = 'apiSpecFiles/repairs-openapi-agent.json';

// biome-ignore lint/suspicious/noExplicitAny: each test modifies one value deep inside a document
type Json = any;

export interface EditablePackage {
  manifest: Json;
  api: Json;
  template: Json;
  agent: Json;
  plugin: Json;
  agentApi: Json;
  files: Map<string, Uint8Array>;
  samples: Map<string, Json>;
}

export type Check = (parts: PackageParts) => readonly string[] | Promise<readonly string[]>;

/** The fault, the modification that causes it, and the sentence expected for it. */
export type Row = readonly [fault: string, modify: (editable: EditablePackage) => void, sentence: RegExp];

export const extension = ({ manifest }: EditablePackage): Json => manifest.composeExtensions[0];
export const command = (editable: EditablePackage): Json => extension(editable).commands[0];
export const operation = ({ api }: EditablePackage): Json => api.paths['/repairs'].get;
/** A function of the plugin. */
export const functionOf = ({ plugin }: EditablePackage, name: string): Json =>
  plugin.functions.find((each: Json) => each.name === name);
export const card = ({ template }: EditablePackage): Json => template.responseCardTemplate;

export async function buildLocal(): Promise<PackageParts> {
  const files = await buildAppPackage({ root, env: await readEnv(root, 'local-world') });
  return inspect(files, new Map([[templatePath, await readSample(root, templatePath)]]));
}

export function modify(
  { files: built, samples }: PackageParts,
  change: (editable: EditablePackage) => void,
): Promise<PackageParts> {
  const files = new Map(built);
  const parse = (path: string): Json => JSON.parse(Buffer.from(files.get(path) ?? []).toString());
  const editable: EditablePackage = {
    manifest: parse('manifest.json'),
    api: parse(apiPath),
    template: parse(templatePath),
    agent: parse(agentPath),
    plugin: parse(pluginPath),
    agentApi: parse(agentApiPath),
    files,
    samples: new Map(structuredClone([...samples])),
  };
  change(editable);
  for (const [path, value] of [
    ['manifest.json', editable.manifest],
    [apiPath, editable.api],
    [templatePath, editable.template],
    [agentPath, editable.agent],
    [pluginPath, editable.plugin],
    [agentApiPath, editable.agentApi],
  ]) {
    if (files.has(path)) {
      files.set(path, Buffer.from(JSON.stringify(value)));
    }
  }
  return inspect(files, editable.samples);
}

/** Skips Microsoft's own checks, which only `checkAppPackage` reports. */
async function inspect(
  files: ReadonlyMap<string, Uint8Array>,
  samples: ReadonlyMap<string, unknown>,
): Promise<PackageParts> {
  const inspection = await inspectAppPackage(files, {
    checkManifestSchema: async () => [],
    judgeDocument: async () => ({ faults: [], refusals: [] }),
    agent: { checkSchema: async () => [], judgeApi: async () => ({ faults: [], refusals: [] }) },
  });
  const empty = {
    manifest: {},
    place: () => 'manifest.json',
    repeated: [],
    extension: {},
    commands: [],
    api: undefined,
    templates: new Map(),
  };
  return { ...(inspection.documents ?? empty), files, inspection, samples };
}

/** Defines one test for each row, and one that the unmodified package has no faults. */
export function itReportsFaults(check: Check, rows: readonly Row[]): void {
  let local: PackageParts;

  before(async () => {
    local = await buildLocal();
  });

  it('finds no faults in the package of this app', async () => {
    expect(await check(local)).to.deep.equal([]);
  });

  for (const [fault, change, sentence] of rows) {
    it(`reports ${fault}`, async () => {
      expect((await check(await modify(local, change))).join('\n')).to.match(sentence);
    });
  }
}
