import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { StartupFault } from '../../startup-fault.ts';
import type { PackageFiles } from '../teams-host/app-package/package-files.ts';
import { buildAppPackage } from './build-app-package.ts';
import { checkAppPackage } from './check-app-package.ts';
import { toSamplePath } from './check-cards.ts';
import { toPackageParts } from './package-parts.ts';
import { readEnv } from './read-env.ts';

export interface PackageAppOptions {
  /** What follows the program's name. */
  readonly args: readonly string[];
  /** The project's folder, as a URL that ends in `/`. */
  readonly root: URL;
  /** Fills what the env file leaves empty. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Builds the app package for the environment that `--env` names, checks it, and writes it to
 * `appPackage/build/appPackage.<env>.zip`; one with a fault is not written.
 * @returns what was done, for the terminal.
 * @throws StartupFault with one sentence for each fault.
 */
export async function packageApp({ args, root, environment }: PackageAppOptions): Promise<string> {
  const name = readName(args);
  const env = await readEnv(root, name, environment);
  const { files, zip } = await buildAppPackage({ root, env });
  const { checked, faults } = await checkAppPackage(files, await readSamples(root, files));
  if (faults.length > 0) {
    throw new StartupFault(faults.join('\n'));
  }
  const target = `appPackage/build/appPackage.${name}.zip`;
  await mkdir(new URL('.', new URL(target, root)), { recursive: true });
  await writeFile(new URL(target, root), zip);
  return [
    ...checked.map((what) => `ok  ${what}`),
    `${target}: ${files.size} files, ${zip.length} bytes`,
    ...[...files.keys()].map((path) => `    ${path}`),
    ...(env.OPENAPI_SERVER_URL?.startsWith('https:') && /\bexample\.com\b/.test(env.DEVELOPER_WEBSITE_URL ?? '')
      ? ["Before others install it, replace the developer's addresses on example.com."]
      : []),
    '',
  ].join('\n');
}

function readName(args: readonly string[]): string {
  try {
    const { env } = parseArgs({ args: [...args], options: { env: { type: 'string' } }, strict: true }).values;
    if (env !== undefined) {
      return env;
    }
  } catch {
    // The sentence below is the better one.
  }
  throw new StartupFault('Name an environment: npm run package -- --env local (a file env/.env.<name>).');
}

/** Reads the sample beside each rendering template; where there is none the check of the cards says so. */
export async function readSamples(root: URL, files: PackageFiles): Promise<ReadonlyMap<string, unknown>> {
  const samples = new Map<string, unknown>();
  for (const path of toPackageParts(files, new Map()).templates.keys()) {
    try {
      samples.set(path, JSON.parse(await readFile(new URL(toSamplePath(path), root), 'utf8')));
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') {
        throw new StartupFault(`${toSamplePath(path)} cannot be read as JSON: correct it.`, { cause });
      }
    }
  }
  return samples;
}
