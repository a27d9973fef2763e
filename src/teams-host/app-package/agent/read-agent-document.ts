import { isDeeperThan } from '../../../foundation/json-value.ts';
import { toPlainNumbers } from '../files/exact-number.ts';
import type { PackageFiles } from '../files/package-files.ts';
import { type NamedDocument, readDocument } from '../files/read-document.ts';

/** Levels of lists and objects, few enough for any recursion. */
const maxLevels = 200;

/**
 * Parses the manifest of an agent or plugin, or a card. Its numbers are plain.
 * @param namedAt where it is named, for the sentence.
 * @param faults receives a sentence if it cannot be used; the result is then undefined.
 */
export function readAgentDocument(
  files: PackageFiles,
  path: string,
  namedAt: string,
  faults: string[],
): NamedDocument | undefined {
  const read = readDocument(files, { path, namedAt }, faults);
  if (read !== undefined && isDeeperThan(maxLevels, read.document)) {
    faults.push(`${path} is nested more than ${maxLevels} levels deep. Make it smaller.`);
    return undefined;
  }
  return read && { ...read, document: toPlainNumbers(read.document) };
}
