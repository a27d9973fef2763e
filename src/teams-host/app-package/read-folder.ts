import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { StartupFault } from '../../foundation/startup-fault.ts';
import { createPackageMeter, type PackageFiles } from './package-files.ts';

/**
 * Reads an unpacked app package. Files and folders whose name begins with a dot and symbolic links are left out.
 * @throws StartupFault where it holds more than `packageLimits`.
 */
export async function readFolder(folder: string): Promise<PackageFiles> {
  const meter = createPackageMeter();
  const files = new Map<string, Uint8Array>();
  const visit = async (directory: string): Promise<void> => {
    for (const entry of await readdir(directory, { withFileTypes: true })) {
      const path = join(directory, entry.name);
      if (entry.name.startsWith('.') || entry.name === 'node_modules') {
        continue;
      }
      if (entry.isDirectory()) {
        await visit(path);
      } else if (entry.isFile()) {
        const name = relative(folder, path).split(sep).join('/');
        const refusal = meter.refuse(name, (await stat(path)).size);
        if (refusal !== undefined) {
          throw new StartupFault(`The app package cannot be used: ${refusal}`);
        }
        files.set(name, await readFile(path));
      }
    }
  };
  await visit(folder);
  return files;
}
