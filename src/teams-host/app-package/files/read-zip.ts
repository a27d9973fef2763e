import { unzipSync } from 'fflate';
import { StartupFault } from '../../../foundation/startup-fault.ts';
import { createAdmission, type PackageFiles, packageLimits } from './package-files.ts';

/**
 * Unpacks an app package in memory; writes nothing to disk.
 * @throws StartupFault for a package that is not a zip, has a path outside its root, or exceeds `packageLimits`. The
 * sizes are those declared in the archive; a longer entry is truncated to its declared size, and fails later as invalid
 * JSON.
 */
export function readZip(archive: Uint8Array): PackageFiles {
  if (archive.length > packageLimits.archive) {
    throw new StartupFault(
      `The app package is larger than ${packageLimits.archive} bytes. Leave out what the manifest does not name.`,
    );
  }
  const admit = createAdmission();
  try {
    const entries = unzipSync(archive, {
      filter: ({ name, originalSize }) => {
        if (name.endsWith('/') || name.startsWith('__MACOSX/')) {
          return false;
        }
        admit(name, originalSize);
        return true;
      },
    });
    return new Map(Object.entries(entries));
  } catch (cause) {
    if (cause instanceof StartupFault) {
      throw cause;
    }
    throw new StartupFault('The app package is not a readable zip file. Build it again.', { cause });
  }
}
