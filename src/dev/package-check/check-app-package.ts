import { member, textMember } from '../../foundation/json-value.ts';
import { type PackageFiles, toPackagePath } from '../../teams-host/app-package/files/package-files.ts';
import { inspectAppPackage } from '../../teams-host/app-package/inspect-app-package.ts';
import { listOtherFiles } from '../../teams-host/app-package/manifest/check-other-files.ts';
import { checkAgent } from './agent/check-agent.ts';
import { readAgentDocuments } from './agent/read-agent-documents.ts';
import { checkCards } from './check-cards.ts';
import { checkCommands } from './check-commands.ts';
import { checkDomains } from './check-domains.ts';
import { checkRenderingTemplates } from './check-rendering-templates.ts';
import type { PackageParts } from './package-parts.ts';

export interface AppPackageReport {
  /** Names of the checks, in their order. */
  readonly checked: readonly string[];
  /** One sentence for each thing that must change. */
  readonly faults: readonly string[];
}

const checks: readonly (readonly [string, (parts: PackageParts) => readonly string[] | Promise<readonly string[]>])[] =
  [
    // Problems with which the local Teams host would still run the package are faults here.
    [
      "manifest against Microsoft's schema, commands against the API, icons, templates",
      ({ inspection }) => [...inspection.faults, ...inspection.problems],
    ],
    ['files: only those that the manifest names', checkFiles],
    [
      "OpenAPI document and each operation, by Microsoft's parser",
      ({ inspection }) => inspection.apiExtension?.refusals ?? [],
    ],
    ["rendering templates against Microsoft's schema", checkRenderingTemplates],
    ['commands: choices, initial run, texts for Copilot', checkCommands],
    ['agent: functions, confirmations, citations, cards with examples', checkAgent],
    ['domains', checkDomains],
    ['cards expanded with samples, by the official renderer', checkCards],
  ];

/**
 * Checks an app package with an API-based or bot-based message extension, as far as possible without network access.
 * The checks are at least as strict as those of Teams, except that an API on this machine may use plain http.
 * @param readSample returns a sample response of the API for the rendering template at a path in the package; undefined
 * if there is none.
 */
export async function checkAppPackage(
  files: PackageFiles,
  readSample: (templatePath: string) => Promise<unknown>,
): Promise<AppPackageReport> {
  const checked = checks.map(([name]) => name);
  const inspection = await inspectAppPackage(files);
  const { documents } = inspection;
  if (documents === undefined) {
    return { checked, faults: inspection.faults };
  }
  const samples = new Map<string, unknown>();
  for (const path of documents.templates.keys()) {
    samples.set(path, await readSample(path));
  }
  const faults = new Set<string>();
  for (const [, check] of checks) {
    for (const fault of await check({ ...documents, files, inspection, samples })) {
      faults.add(fault);
    }
  }
  return { checked, faults: [...faults] };
}

function checkFiles({ files, manifest, api, templates }: PackageParts): readonly string[] {
  const icons = ['color', 'outline', 'color32x32'].map((name) => textMember(member(manifest, 'icons'), name) ?? '');
  const others = listOtherFiles(manifest).map(({ path }) => path);
  const plugins = readAgentDocuments(files, manifest, [])?.plugins ?? [];
  const agents = plugins.flatMap(({ plugin, apis }) => [plugin.path, ...apis.map(({ path }) => path)]);
  const named = new Set([
    'manifest.json',
    ...icons.map(toPackagePath),
    api?.path,
    ...templates.keys(),
    ...others,
    ...agents,
  ]);
  return [...files.keys()]
    .filter((path) => !named.has(path))
    .map((path) => `${path} is in the package, but the manifest does not name it. Remove it.`);
}
