import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { createAdmission, type PackageFiles } from './package-files.ts';

/**
 * Reads an unpacked app package. Ignores symbolic links, `node_modules`, and files and folders whose name begins with a
 * dot.
 * @throws StartupFault for a package that exceeds `packageLimits`.
 */
export async function readFolder(folder: string): Promise<PackageFiles> {
  const admit = createAdmission();
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
        admit(name, (await stat(path)).size);
        files.set(name, await readFile(path));
      }
    }
  };
  await visit(folder);
  return files;
}
