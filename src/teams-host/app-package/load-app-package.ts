import { readFile, stat } from 'node:fs/promises';
import { textMember } from '../../foundation/json-value.ts';
import { StartupFault } from '../../foundation/startup-fault.ts';
import type { AppPackage } from './app-package.ts';
import type { PackageFiles } from './files/package-files.ts';
import { readFolder } from './files/read-folder.ts';
import { readZip } from './files/read-zip.ts';
import type { ManifestFault } from './manifest/manifest-fault.ts';
import type { SpecVerdict } from './openapi/spec-parser.ts';
import { readAppPackage } from './read-app-package.ts';

/** The findings of the official checks on a package. */
export interface CheckedPackage {
  readonly manifest: readonly ManifestFault[];
  /** Undefined if the check did not get there. */
  readonly api: SpecVerdict | undefined;
  /** On the API documents of its plugins, by path in the package. */
  readonly agentApis: ReadonlyMap<string, SpecVerdict>;
  /** Why the package cannot be used; absent if it can. */
  readonly fault?: string;
}

/**
 * Loads an app package and checks all of it first, like an upload to Teams.
 * @param path a folder that contains `manifest.json`, or a zip of one.
 * @param check reads and checks the package where hostile files can do no harm. What it has read within its limits is
 * read again here, without the official checks.
 * @throws StartupFault with one sentence for each thing that must change.
 */
export async function loadAppPackage(
  path: string,
  check: (path: string) => Promise<CheckedPackage>,
): Promise<AppPackage> {
  const { fault, manifest, api = noVerdict, agentApis } = await check(path);
  if (fault !== undefined) {
    throw new StartupFault(fault);
  }
  return readAppPackage(await readPackageFiles(path), {
    checkManifestSchema: async () => manifest,
    judgeDocument: async () => api,
    agent: {
      // Any finding is a fault.
      checkSchema: async () => [],
      judgeApi: async ({ path }) => agentApis.get(path) ?? noVerdict,
    },
  });
}

const noVerdict: SpecVerdict = { faults: [], refusals: [] };

/** @throws StartupFault if the package cannot be read, or exceeds `packageLimits`. */
export async function readPackageFiles(path: string): Promise<PackageFiles> {
  try {
    return (await stat(path)).isDirectory() ? await readFolder(path) : readZip(await readFile(path));
  } catch (cause) {
    if (cause instanceof StartupFault) {
      throw cause;
    }
    const code = textMember(cause, 'code') ?? 'unknown error';
    const why = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
    throw new StartupFault(`The app package ${path} ${why}. Name a folder with manifest.json in it, or a zip of one.`, {
      cause,
    });
  }
}
