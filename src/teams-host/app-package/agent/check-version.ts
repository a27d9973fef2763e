import type { ManifestFault } from '../manifest/manifest-fault.ts';

/**
 * Checks the version of the schema of an agent or plugin.
 * @param name of the property with the version.
 * @param known the published versions, the newest last.
 */
export function checkVersion(version: unknown, name: string, known: readonly string[]): readonly ManifestFault[] {
  if (known.some((candidate) => candidate === version)) {
    return [];
  }
  const is = version === undefined ? 'is missing' : `is ${JSON.stringify(version)}`;
  return [{ at: [name], text: `"${name}" ${is}. Write a published version, for example "${known.at(-1)}".` }];
}
