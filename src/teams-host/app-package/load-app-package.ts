import { readFile, stat } from 'node:fs/promises';
import { StartupFault } from '../../foundation/startup-fault.ts';
import type { AppPackage } from './app-package.ts';
import type { PackageFiles } from './package-files.ts';
import { readAppPackage } from './read-app-package.ts';
import { readFolder } from './read-folder.ts';
import { readZip } from './read-zip.ts';

/**
 * Loads an app package the way an upload to Teams does: the whole package is checked before any of it is used.
 * @param path a folder with `manifest.json` in it, or a zip of one.
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
    const code = (cause as NodeJS.ErrnoException).code;
    const why = code === 'ENOENT' ? 'is not there' : `cannot be read (${code ?? 'unknown error'})`;
    throw new StartupFault(`The app package ${path} ${why}. Name a folder with manifest.json in it, or a zip of one.`, {
      cause,
    });
  }
}
