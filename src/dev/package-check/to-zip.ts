import { zipSync } from 'fflate';
import type { PackageFiles } from '../../teams-host/app-package/files/package-files.ts';

/** Compresses the files of an app package. The same files produce the same bytes. */
export function toZip(files: PackageFiles): Uint8Array {
  // A zip stores local time, so the bytes are the same in every time zone.
  const mtime = new Date(2000, 0, 1);
  return zipSync(Object.fromEntries([...files].sort(([a], [b]) => (a < b ? -1 : 1))), { mtime, level: 9 });
}
