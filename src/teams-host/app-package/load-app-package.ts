import { readFile, stat } from 'node:fs/promises';
import { textMember } from '../../foundation/json-value.ts';
import { StartupFault } from '../../foundation/startup-fault.ts';
import type { AppPackage } from './app-package.ts';
import type { PackageFiles } from './files/package-files.ts';
import { readFolder } from './files/read-folder.ts';
import { readZip } from './files/read-zip.ts';
import { readAppPackage } from './read-app-package.ts';

/**
 * Loads an app package and checks all of it first, like an upload to Teams.
 * @param path a folder that contains `manifest.json`, or a zip of one.
 * @throws StartupFault with one sentence for each thing that must change.
 */
export async function loadAppPackage(path: string): Promise<AppPackage> {
  return readAppPackage(await readPackageFiles(path));
}

async function readPackageFiles(path: string): Promise<PackageFiles> {
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
