import { posix } from 'node:path';
import { StartupFault } from '../../../foundation/startup-fault.ts';

/** The contents of the files of an app package, by path relative to `manifest.json`, with `/` as separator. */
export type PackageFiles = ReadonlyMap<string, Uint8Array>;

/** Limits of a package, so that a hostile one cannot exhaust the memory. */
export const packageLimits = {
  /** Bytes of the zip itself. */
  archive: 30 * 1024 * 1024,
  /** Bytes of all files together, unpacked. */
  total: 30 * 1024 * 1024,
  /** Bytes of one file, unpacked. */
  file: 5 * 1024 * 1024,
  entries: 500,
} as const;

/**
 * Creates the function that checks each file of one package before it is read.
 * @returns a function of the path and the size in bytes of a file. It throws StartupFault for a path outside the
 * package, a duplicate path, or a file that exceeds a limit.
 */
export function createAdmission(
  limits: { total: number; file: number; entries: number } = packageLimits,
): (path: string, size: number) => void {
  const seen = new Set<string>();
  let total = 0;
  return (path, size) => {
    const refusal = refuse(path, size);
    if (refusal !== undefined) {
      throw new StartupFault(`The app package cannot be used: ${refusal}`);
    }
  };

  function refuse(path: string, size: number): string | undefined {
    if (!isPackagePath(path)) {
      return `${JSON.stringify(path)} is not a path inside the package. Use plain relative paths with "/".`;
    }
    if (seen.has(path)) {
      return `${path} is in the package twice. Pack it once.`;
    }
    seen.add(path);
    total += size;
    if (seen.size > limits.entries) {
      return `The package has more than ${limits.entries} files. Leave out what the manifest does not name.`;
    }
    if (size > limits.file) {
      return `${path} is larger than ${limits.file} bytes. Make it smaller.`;
    }
    return total > limits.total
      ? `The package has more than ${limits.total} bytes. Leave out what the manifest does not name.`
      : undefined;
  }
}

/** Whether a path is relative and stays inside its root on every operating system. */
export function isPackagePath(path: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are refused
  if (path === '' || path.length > 400 || /[\u0000-\u001f\\]/.test(path) || /^[A-Za-z]:/.test(path)) {
    return false;
  }
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

/** Converts a path from the manifest to a path in the package: removes a leading `./`, which Teams accepts. */
export function toPackagePath(path: string): string {
  return path.replace(/^\.\//, '');
}

/**
 * Converts a relative path in a file of the package to a path in the package.
 * @param from path in the package of the file that names it.
 * @returns the path as it is written if it leads outside of the package, where no file is found.
 */
export function resolvePackagePath(from: string, path: string): string {
  const resolved = posix.join(posix.dirname(from), path);
  return isPackagePath(resolved) ? resolved : path;
}
