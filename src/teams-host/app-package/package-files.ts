/** The files of an app package by path, `/` between its parts, relative to `manifest.json`. */
export type PackageFiles = ReadonlyMap<string, Uint8Array>;

/** What a package may hold at most, so that a hostile one cannot fill memory or disk. */
export const packageLimits = {
  /** Bytes of the zip itself. */
  archive: 30 * 1024 * 1024,
  /** Bytes of all files together, unpacked. */
  total: 30 * 1024 * 1024,
  /** Bytes of one file, unpacked. */
  file: 5 * 1024 * 1024,
  entries: 500,
} as const;

/** Counts files on their way in and refuses the first one that is too much. */
export interface PackageMeter {
  /** @returns a sentence where this file may not come in, undefined where it may. */
  refuse(path: string, size: number): string | undefined;
}

export function createPackageMeter(
  limits: { total: number; file: number; entries: number } = packageLimits,
): PackageMeter {
  const seen = new Set<string>();
  let total = 0;
  return {
    refuse(path, size) {
      if (!isPackagePath(path)) {
        return `${JSON.stringify(path)} is no path inside the package. Use plain relative paths with "/".`;
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
      if (total > limits.total) {
        return `The package holds more than ${limits.total} bytes. Leave out what the manifest does not name.`;
      }
      return undefined;
    },
  };
}

/** True for a relative path that stays inside its root on every system. */
export function isPackagePath(path: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  if (path === '' || path.length > 400 || /[\u0000-\u001f\\]/.test(path) || /^[A-Za-z]:/.test(path)) {
    return false;
  }
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}
