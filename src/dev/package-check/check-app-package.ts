import { member, textMember } from '../../foundation/json-value.ts';
import { StartupFault } from '../../foundation/startup-fault.ts';
import type { PackageFiles } from '../../teams-host/app-package/package-files.ts';
import { readAppPackage } from '../../teams-host/app-package/read-app-package.ts';
import { checkApiDocument } from './check-api-document.ts';
import { checkCards } from './check-cards.ts';
import { checkCommands } from './check-commands.ts';
import { checkDomains } from './check-domains.ts';
import { checkRenderingTemplates } from './check-rendering-templates.ts';
import { type PackageParts, toPackageParts, toPackagePath } from './package-parts.ts';

export interface AppPackageReport {
  /** What was looked at, in words, in this order. */
  readonly checked: readonly string[];
  /** One sentence for each thing that must change. */
  readonly faults: readonly string[];
}

const checks: readonly (readonly [string, (parts: PackageParts) => readonly string[] | Promise<readonly string[]>])[] =
  [
    ["manifest against Microsoft's schema, commands against the API, icons, templates", checkAsTeamsReads],
    ['files: all the manifest names and nothing else', checkFiles],
    ["OpenAPI document and each operation, by Microsoft's parser", checkApiDocument],
    ["rendering templates against Microsoft's schema", checkRenderingTemplates],
    ['commands: choices, initial run, what Copilot reads', checkCommands],
    ['domains', checkDomains],
    ['cards filled with samples, by the official renderer', checkCards],
  ];

/**
 * Checks an app package, its message extension API-based or bot-based, with everything that can judge it without a network. Never
 * laxer than Teams, but for one thing: the API may be on plain http where it is on this machine.
 * @param samples an answer of the API for each rendering template, by the template's path in the package.
 */
export async function checkAppPackage(
  files: PackageFiles,
  samples: ReadonlyMap<string, unknown>,
): Promise<AppPackageReport> {
  const parts = toPackageParts(files, samples);
  const faults = new Set<string>();
  for (const [, check] of checks) {
    for (const fault of await check(parts)) {
      faults.add(fault);
    }
  }
  return { checked: checks.map(([name]) => name), faults: [...faults] };
}

/** The local Teams host refuses what Teams refuses; what it would run and Teams should not see is a fault here. */
async function checkAsTeamsReads({ files }: PackageParts): Promise<readonly string[]> {
  try {
    return (await readAppPackage(files)).problems;
  } catch (fault) {
    if (!(fault instanceof StartupFault)) {
      throw fault;
    }
    return fault.message
      .split('\n')
      .filter((line) => line.startsWith('- '))
      .map((line) => line.slice(2));
  }
}

function checkFiles({ files, manifest, api, templates }: PackageParts): readonly string[] {
  const icons = ['color', 'outline'].map((name) => textMember(member(manifest, 'icons'), name) ?? '');
  const named = new Set(['manifest.json', ...icons.map(toPackagePath), api?.path, ...templates.keys()]);
  return [...files.keys()]
    .filter((path) => !named.has(path))
    .map((path) => `${path} is in the package and the manifest does not name it. Leave it out.`);
}
