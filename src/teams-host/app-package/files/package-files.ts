import { StartupFault } from '../../../foundation/startup-fault.ts';

/** The files of an app package by path, `/` between its parts, relative to `manifest.json`. */
export type PackageFiles = ReadonlyMap<string, Uint8Array>;

/** Limits of a package, so that a hostile one cannot fill memory or disk. */
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
 * Creates a function that admits the files of one package, one after the other.
 * @returns a function of a file's path and its size in bytes. It throws StartupFault for a path that is not inside the
 * package, a path admitted before, and a file that exceeds a limit.
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

/** Whether it is a relative path that stays inside its root on every system. */
export function isPackagePath(path: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are refused
  if (path === '' || path.length > 400 || /[\u0000-\u001f\\]/.test(path) || /^[A-Za-z]:/.test(path)) {
    return false;
  }
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

/** The path of a file in the package, from a path in the manifest: Teams accepts a leading `./`. */
export function toPackagePath(path: string): string {
  return path.replace(/^\.\//, '');
}
