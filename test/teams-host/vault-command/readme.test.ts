import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { aVaultFolder } from './a-vault-folder.ts';

const readme = await readFile(new URL('../../../src/teams-host/README.md', import.meta.url), 'utf8');
const entry = fileURLToPath(new URL('../../../src/teams-host/main.ts', import.meta.url));

describe('the commands of the section about managing registrations', () => {
  const { path, succeed, show } = aVaultFolder();
  const [, section = ''] = /^## Managing the registrations\n([\s\S]*?)^## /m.exec(readme) ?? [];
  const [, block = ''] = /```sh\n([\s\S]*?)```/.exec(section) ?? [];
  const lines = block.replaceAll('\\\n', '').trim().split('\n');

  it('run one after the other, in processes of their own', async () => {
    expect(lines).to.have.length(9);
    const outputs: string[] = [];
    for (const line of lines) {
      expect(line).to.match(/^npm run vault -- /);
      const command = line.replace('npm run vault --', `"$NODE" "${entry}" vault`);
      const env = { ...process.env, NODE: process.execPath, DATA: path() };
      const script = `echo a-secret-for-every-line | ${command} --data "$DATA"`;
      const { stdout } = await promisify(execFile)('sh', ['-c', script], { env });
      outputs.push(stdout);
    }
    expect(outputs.join('')).not.to.contain('a-secret');
    expect(await succeed(['list'])).to.match(/^my-oauth .*Our sign-in.*\n$/);
    expect(await show('my-oauth')).to.include('restrictByApp: {"appId":"7b1d9a3e-0000-4000-8000-000000000001"}');
  });

  it('exit with 1 and one sentence if nothing was changed', async () => {
    const failure = await promisify(execFile)(process.execPath, [
      entry,
      'vault',
      'remove',
      'x',
      '--data',
      path(),
    ]).catch((cause: unknown) => cause);
    expect(failure).to.include({ code: 1, stdout: '' });
    expect(failure).to.have.property('stderr', 'There is no registration with the id "x". "list" shows the ids.\n');
  });

  it('are all that there are', () => {
    const commands = lines.map((line) => line.split(' ')[4]);
    expect(new Set(commands)).to.deep.equal(new Set(['list', 'show', 'register', 'update', 'rotate-secret', 'remove']));
  });
});
