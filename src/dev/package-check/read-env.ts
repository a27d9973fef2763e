import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { textMember } from '../../foundation/json-value.ts';
import { StartupFault } from '../../foundation/startup-fault.ts';

/**
 * Reads the values of an environment from `env/.env.<name>`. Only the names in the file are used, so that the same file
 * produces the same package on every machine; `given` provides values only for names that are empty in the file.
 * @param root the project's folder, as a URL that ends in `/`.
 * @param given values that differ between machines, for example `process.env`.
 * @throws StartupFault if the name is invalid or there is no such file.
 */
export async function readEnv(
  root: URL,
  name: string,
  given: Readonly<Record<string, string | undefined>> = {},
): Promise<Record<string, string>> {
  if (!/^[a-z0-9][a-z0-9-]*$/i.test(name)) {
    throw new StartupFault(
      `${JSON.stringify(name)} is not a valid name of an environment: write letters, digits and hyphens, for example "local".`,
    );
  }
  const values = parseEnv(await readEnvFile(root, name));
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value || (given[key] ?? '')]));
}

async function readEnvFile(root: URL, name: string): Promise<string> {
  try {
    // Some editors begin a file with a byte-order mark.
    return (await readFile(new URL(`env/.env.${name}`, root), 'utf8')).replace(/^\uFEFF/, '');
  } catch (cause) {
    if (textMember(cause, 'code') !== 'ENOENT') {
      throw cause;
    }
    throw new StartupFault(`There is no file env/.env.${name}: copy env/.env.dev to it and fill in the values.`, {
      cause,
    });
  }
}
