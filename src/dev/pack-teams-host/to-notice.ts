import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { textMember } from '../../foundation/json-value.ts';

/**
 * Writes the licences of bundled packages.
 * @param inputs absolute paths of bundled files.
 */
export async function toNotice(inputs: readonly string[]): Promise<string> {
  const folders = new Set(
    inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input.replaceAll('\\', '/'))?.[0] ?? []),
  );
  const entries = await Promise.all([...folders].sort().map(toEntry));
  return `The local Teams host contains these packages:\n\n${[...new Set(entries)].join('\n')}`;
}

async function toEntry(folder: string): Promise<string> {
  const description: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const license = textMember(description, 'license');
  const names = await readdir(folder);
  const files = names.filter((name) => /^(licen[cs]e|notice|copying)/i.test(name)).sort();
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8').catch(() => '')));
  const title = `${textMember(description, 'name')} ${textMember(description, 'version')} (${license ?? (texts.length === 0 ? 'names no licence' : 'see below')})`;
  return [`---- ${title}`, ...texts.map((text) => text.trim()), ''].join('\n\n');
}
