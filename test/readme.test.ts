import { access, readFile } from 'node:fs/promises';
import { expect } from 'chai';

const root = new URL('../', import.meta.url);
const read = (path: string) => readFile(new URL(path, root), 'utf8');

describe('the README', async () => {
  it('tells only commands that there are', async () => {
    const { scripts } = JSON.parse(await read('package.json')) as { scripts: Record<string, string> };
    for (const [, name = ''] of (await read('README.md')).matchAll(/npm run ([\w:-]+)/g)) {
      expect(Object.keys(scripts), `npm run ${name}`).to.include(name);
    }
  });

  it('links to and maps only what is there', async () => {
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

  it('gives each package its reason', async () => {
    const { dependencies, devDependencies } = JSON.parse(await read('package.json')) as Record<string, object>;
    const section = /## Why these packages([\s\S]*?)\n## /.exec(await read('README.md'))?.[1] ?? '';
    const named = new Set(section.match(/@?[\w-]+(\/[\w.*-]+)?(\.[\w]+)*/g));
    const missing = Object.keys({ ...dependencies, ...devDependencies }).filter(
      (name) => !named.has(name) && !name.startsWith('@types/'),
    );
    expect(missing).to.deep.equal([]);
  });
});
