import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { textMember } from '../../foundation/json-value.ts';
import { StartupFault } from '../../foundation/startup-fault.ts';
import { JsonFault, parseJson } from '../../local/parse-json.ts';
import { buildAppPackages } from './build-app-package.ts';
import { checkAppPackage } from './check-app-package.ts';
import { toSamplePath } from './check-cards.ts';
import { checkValues } from './check-values.ts';
import { readEnv } from './read-env.ts';
import { toZip } from './to-zip.ts';

export interface PackageAppOptions {
  /** Command-line arguments after the name of the program. */
  readonly args: readonly string[];
  /** The project's folder, as a URL that ends in `/`. */
  readonly root: URL;
  /** Values for names that are empty in the env file. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Builds both app packages for the environment that `--env` names, checks its values and the packages, and writes them to
 * `appPackage/build/appPackage.<env>.zip` and `appPackage.<env>.bot.zip`. If either has a fault, neither is written.
 * @returns the report for the terminal.
 * @throws StartupFault with one sentence for each fault.
 */
export async function packageApp({ args, root, environment }: PackageAppOptions): Promise<string> {
  const name = readName(args);
  const env = await readEnv(root, name, environment);
  const envFile = `env/.env.${name}`;
  const unfit = checkValues(env, envFile);
  if (unfit.length > 0) {
    throw new StartupFault(unfit.join('\n'));
  }
  const packages = await buildAppPackages({ root, env, envFile });
  const targets = [
    { target: `appPackage/build/appPackage.${name}.zip`, files: packages.api },
    { target: `appPackage/build/appPackage.${name}.bot.zip`, files: packages.bot },
  ];
  const passed = new Set<string>();
  const faults: string[] = [];
  for (const { target, files } of targets) {
    const report = await checkAppPackage(files, (path) => readSample(root, path));
    for (const check of report.checked) {
      passed.add(`ok  ${check}`);
    }
    faults.push(...report.faults.map((fault) => `${target.split('/').pop()}: ${fault}`));
  }
  if (faults.length > 0) {
    throw new StartupFault(faults.join('\n'));
  }
  await mkdir(new URL('appPackage/build/', root), { recursive: true });
  const written: string[] = [];
  for (const { target, files } of targets) {
    const zip = toZip(files);
    await writeFile(new URL(target, root), zip);
    written.push(`${target}: ${files.size} files, ${zip.length} bytes`);
    written.push(...[...files.keys()].map((path) => `    ${path}`));
  }
  return [...passed, ...written, ''].join('\n');
}

function readName(args: readonly string[]): string {
  try {
    const { env } = parseArgs({ args: [...args], options: { env: { type: 'string' } }, strict: true }).values;
    if (env !== undefined) {
      return env;
    }
  } catch {
    // The sentence below is clearer than the parser's.
  }
  throw new StartupFault('Name an environment: npm run package -- --env local-world (a file env/.env.<name>).');
}

/** Reads the sample of a rendering template; undefined if there is none, which `checkCards` reports. */
export async function readSample(root: URL, templatePath: string): Promise<unknown> {
  const path = toSamplePath(templatePath);
  try {
    return parseJson(await readFile(new URL(path, root), 'utf8'));
  } catch (cause) {
    if (textMember(cause, 'code') === 'ENOENT') {
      return undefined;
    }
    const why = cause instanceof JsonFault ? cause.message : 'cannot be read. Check its permissions.';
    throw new StartupFault(`${path} ${why}`, { cause });
  }
}
