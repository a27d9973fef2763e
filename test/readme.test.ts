import { existsSync, readdirSync } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { readConfig } from '../src/config/read-config.ts';

const root = new URL('../', import.meta.url);
const read = (path: string) => readFile(new URL(path, root), 'utf8');

describe('the README', () => {
  it('mentions only npm scripts that exist', async () => {
    const { scripts } = JSON.parse(await read('package.json')) as { scripts: Record<string, string> };
    for (const [, name = ''] of (await read('README.md')).matchAll(/npm run ([\w:-]+)/g)) {
      expect(Object.keys(scripts), `npm run ${name}`).to.include(name);
    }
  });

  it('links to and maps only existing paths', async () => {
    const readme = await read('README.md');
    const linked = [...readme.matchAll(/\]\((?!http)([^)]+)\)/g)].map(([, path = '']) => path);
    const map = /```\n(appPackage\/[\s\S]*?)```/.exec(readme)?.[1] ?? '';
    expect(map).not.to.equal('');
    let folders: readonly string[] = [];
    for (const [, indent = '', name = ''] of map.matchAll(/^( *)([\w.-]+\/?)(?= |$)/gm)) {
      folders = [...folders.slice(0, indent.length / 2), name];
      linked.push(folders.join(''));
    }
    for (const path of linked) {
      await access(new URL(path, root));
    }
  });

  it('and the other documents name only existing files and folders', async () => {
    const current = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'docs/architecture.md'];
    const texts = await Promise.all(current.map(read));
    const movedTo = [...(await read('docs/moved-paths.md')).matchAll(/\| (`[^`]+`) \|$/gm)].map(([, path]) => path);
    expect(movedTo).to.have.lengthOf.above(100);
    const named = `${texts.join()}${movedTo.join()}`.matchAll(/`([\w.-]+(?:\/[\w.-]+)*(?:\/|\.(?:ts|tsx|mjs|json)))`/g);
    const existing = ['adaptiveCards', 'apiSpecFiles', 'appPackage', 'docs', 'env', 'src', 'test'].flatMap((folder) =>
      readdirSync(new URL(folder, root), { recursive: true, withFileTypes: true }).map(
        (entry) => `${entry.parentPath.replaceAll('\\', '/')}/${entry.name}${entry.isDirectory() ? '/' : ''}`,
      ),
    );
    const missing = [...named]
      .map(([, path = '']) => path)
      // Built.
      .filter(
        (path) =>
          path !== 'dist/' && !existsSync(new URL(path, root)) && !existing.some((known) => known.endsWith(`/${path}`)),
      );
    expect(missing).to.deep.equal([]);
  });

  it('maps every folder of the source', async () => {
    const readme = await read('README.md');
    const folders = readdirSync(new URL('src/', root), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const missing = folders.filter(({ name }) => !new RegExp(`^  ${name}/ `, 'm').test(readme));
    expect(missing.map(({ name }) => name)).to.deep.equal([]);
  });

  it('lists exactly the settings that the app reads, and marks the required ones', async () => {
    const namesRead = new Set<string>();
    const env = new Proxy<Record<string, string>>(
      {},
      {
        get: (_, name) => {
          namesRead.add(String(name));
          return undefined;
        },
      },
    );
    const required = faultsOf(env).match(/^[A-Z_]+(?= is not set)/gm) ?? [];
    const rows = [...(await read('README.md')).matchAll(/^\| (`[A-Z_`, ]+`) \| ([^|]+) \|/gm)].map(
      ([, names = '', standard = '']) => ({ names: names.match(/[A-Z_]+/g) ?? [], standard }),
    );
    expect(rows.flatMap(({ names }) => names)).to.have.members([...namesRead]);
    expect(rows.filter(({ standard }) => standard === 'required').flatMap(({ names }) => names)).to.have.members(
      required,
    );
  });

  it('lists exactly the settings of the local world', async () => {
    const settings = /## Settings\n\n([\s\S]*?)\n\n/.exec(await read('README.md'))?.[1] ?? '';
    const named = [...settings.matchAll(/`([A-Z_]+)`\s\(`?(\w+)`?\)/g)].map(([, name, standard]) => [name, standard]);
    const source = await read('src/dev/run-world.ts');
    const ports = [...source.matchAll(/readPort\(process\.env, '(\w+)', (\d+)\)/g)].map(([, name, port]) => [
      name,
      port,
    ]);
    const folder = /process\.env\.(\w+) \|\| '(\w+)'/.exec(source)?.slice(1) ?? [];
    expect(named).to.deep.equal([...ports, folder]);
  });

  it('gives a reason for each package', async () => {
    const { dependencies, devDependencies } = JSON.parse(await read('package.json')) as Record<string, object>;
    const section = /## Why these packages([\s\S]*?)\n## /.exec(await read('README.md'))?.[1] ?? '';
    const named = new Set(section.match(/@?[\w-]+(\/[\w.*-]+)?(\.[\w]+)*/g));
    const missing = Object.keys({ ...dependencies, ...devDependencies }).filter(
      (name) => !named.has(name) && !name.startsWith('@types/'),
    );
    expect(missing).to.deep.equal([]);
  });
});

function faultsOf(env: Readonly<Record<string, string>>): string {
  try {
    readConfig(env);
    return '';
  } catch (fault) {
    return (fault as Error).message;
  }
}
