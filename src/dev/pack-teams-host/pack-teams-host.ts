import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build, type Plugin } from 'esbuild';
import { oldestNode } from '../../foundation/oldest-node.ts';
import { bundlePage, type PageFiles } from '../../teams-host/page-api/page-files/bundle-page.ts';
import { toNotice } from './to-notice.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const here = fileURLToPath(new URL('./', import.meta.url));
const host = join(root, 'src/teams-host');
const schemas = 'node_modules/@microsoft/app-manifest/build/json-schemas';

/**
 * Packs the local Teams host with everything it needs into one file that npm installs without other packages.
 * @param folder for the file.
 * @returns its path.
 */
export async function packTeamsHost(folder: string): Promise<string> {
  const { version, license } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as PackageJson;
  const staging = await mkdtemp(join(tmpdir(), 'pack-teams-host-'));
  try {
    const lib = join(staging, 'lib');
    const inputs = await bundle(lib);
    const page = await bundlePage();
    await writePage(join(lib, 'page'), page);
    for (const name of ['sign-in-end.js', 'sign-in-end.css']) {
      await cp(join(host, 'sign-in', name), join(lib, name));
    }
    // The package reads its schemas from the folder above its code.
    await cp(join(root, schemas), join(staging, 'json-schemas'), { recursive: true });
    await cp(join(here, 'teams-host.cjs'), join(staging, 'bin/teams-host.cjs'));
    await cp(join(host, 'README.md'), join(staging, 'README.md'));
    await cp(join(root, 'LICENSE'), join(staging, 'LICENSE'));
    await writeFile(join(staging, 'NOTICE'), await toNotice([...inputs, ...page.inputs]));
    const description = {
      name: 'teams-host',
      version,
      description: 'Runs app packages for Microsoft Teams on this machine.',
      license,
      type: 'module',
      bin: { 'teams-host': 'bin/teams-host.cjs' },
      engines: { node: `>=${oldestNode}` },
    };
    await writeFile(join(staging, 'package.json'), JSON.stringify(description, undefined, 2));
    await mkdir(folder, { recursive: true });
    await promisify(execFile)('npm', ['pack', '--pack-destination', folder], { cwd: staging });
    return join(folder, `teams-host-${version}.tgz`);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

interface PackageJson {
  readonly version: string;
  readonly license: string;
}

/** @returns absolute paths of the bundled files. */
async function bundle(outdir: string): Promise<readonly string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['run-teams-host.ts', 'run-vault.ts', 'worker/task-worker.ts'].map((name) => join(host, name)),
    entryNames: '[name]',
    outdir,
    bundle: true,
    splitting: true,
    minifyWhitespace: true,
    platform: 'node',
    // The other build of some packages has a `require` that cannot be bundled.
    mainFields: ['module', 'main'],
    format: 'esm',
    target: 'node22',
    metafile: true,
    legalComments: 'none',
    logLevel: 'error',
    plugins: [packedPage],
    // Native addons that restify uses if they are installed.
    external: ['dtrace-provider'],
    // Packages in CommonJS use these.
    banner: {
      js: [
        "import { createRequire as _createRequire } from 'node:module';",
        "import { fileURLToPath as _fileURLToPath } from 'node:url';",
        'const require = _createRequire(import.meta.url);',
        'const __filename = _fileURLToPath(import.meta.url);',
        "const __dirname = _fileURLToPath(new URL('.', import.meta.url));",
      ].join('\n'),
    },
  });
  return Object.keys(metafile.inputs).map((input) => join(root, input));
}

const packedPage: Plugin = {
  name: 'packed-page',
  setup({ onResolve }) {
    onResolve({ filter: /\/bundle-page\.ts$/ }, () => ({ path: join(here, 'packed-page.ts') }));
  },
};

async function writePage(folder: string, { html, js, css }: PageFiles): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'page.html'), html);
  await writeFile(join(folder, 'page.js'), js);
  await writeFile(join(folder, 'page.css'), css);
}
