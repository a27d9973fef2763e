import { parse as parseYaml } from 'yaml';
import { isJsonObject, type JsonObject } from '../../../foundation/json-value.ts';
import type { PackageFiles } from './package-files.ts';

const placeholder = /\$\{\{\s*[\w.-]+\s*\}\}/g;

/**
 * Parses a file of the package that contains an object: JSON, or YAML if its name ends in `.yaml` or `.yml`.
 * @param faults receives a sentence if the file cannot be used; the result is then undefined.
 */
export function readJsonFile(files: PackageFiles, path: string, faults: string[]): JsonObject | undefined {
  const bytes = files.get(path);
  if (bytes === undefined) {
    faults.push(`${path} is not in the package. Add it, or correct its path in manifest.json.`);
    return undefined;
  }
  const text = toText(bytes);
  if (text === undefined) {
    faults.push(`${path} is not UTF-8 text. Save it as UTF-8.`);
    return undefined;
  }
  const open = [...new Set(text.match(placeholder) ?? [])];
  if (open.length > 0) {
    faults.push(
      `${path} still has the placeholder ${open.join(', ')}. Build the package with an environment that sets them.`,
    );
    return undefined;
  }
  const value = parse(path, text);
  if (!isJsonObject(value)) {
    faults.push(`${path} is not a ${isYaml(path) ? 'YAML' : 'JSON'} object. Correct its syntax.`);
    return undefined;
  }
  return value;
}

function toText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function parse(path: string, text: string): unknown {
  try {
    // Converted to JSON, because a YAML value can contain itself.
    return JSON.parse(
      isYaml(path) ? JSON.stringify(parseYaml(text, { maxAliasCount: 100, logLevel: 'silent' })) : text,
    );
  } catch {
    return undefined;
  }
}

function isYaml(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}
