import { unzipSync } from 'fflate';
import { StartupFault } from '../../foundation/startup-fault.ts';
import { createPackageMeter, type PackageFiles, packageLimits } from './package-files.ts';

/**
 * Unpacks an app package in memory; nothing is written to disk.
 * @throws StartupFault where it is no zip, leaves its root, or is larger than `packageLimits` unpacked. The sizes are
 * the ones the archive states; an entry that inflates to more is cut there, one that lies fails as broken JSON later.
 */
export function readZip(archive: Uint8Array): PackageFiles {
  if (archive.length > packageLimits.archive) {
    throw new StartupFault(`The app package is larger than ${packageLimits.archive} bytes. Pack only what is needed.`);
  }
  const meter = createPackageMeter();
  try {
    const entries = unzipSync(archive, {
      filter: ({ name, originalSize }) => {
        if (name.endsWith('/') || name.startsWith('__MACOSX/')) {
          return false;
        }
        const refusal = meter.refuse(name, originalSize);
        if (refusal !== undefined) {
          throw new StartupFault(`The app package cannot be used: ${refusal}`);
        }
        return true;
      },
    });
    return new Map(Object.entries(entries));
  } catch (cause) {
    if (cause instanceof StartupFault) {
      throw cause;
    }
    throw new StartupFault('The app package is no readable zip file. Build it again.', { cause });
  }
}
