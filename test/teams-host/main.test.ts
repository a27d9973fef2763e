import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { zipSync } from 'fflate';
import { StartupFault } from '../../src/foundation/startup-fault.ts';
import { readArguments } from '../../src/teams-host/read-arguments.ts';
import { type HostProcess, runTeamsHost } from '../../src/teams-host/run-teams-host.ts';
import { parsePeople } from '../../src/teams-host/sessions/parse-people.ts';
import { apiKeyAuthorization, gardenAppId, somePackageFiles } from '../support/an-app-package.ts';
import { takePort } from '../support/find-free-port.ts';
import { runMain } from '../support/run-main.ts';
import { startScriptedApi } from '../support/scripted-api.ts';
import { waitUntil } from '../support/wait-until.ts';

const entry = fileURLToPath(new URL('../../src/teams-host/main.ts', import.meta.url));

describe('npm run teams-host', () => {
  let folder: string;
  let app: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'teams-host-'));
    app = join(folder, 'garden.zip');
    await writeFile(app, zipSync(Object.fromEntries(somePackageFiles())));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const failure = async (...args: string[]): Promise<string> => {
    let output = '';
    const write = (text: string) => {
      output += text;
    };
    const process: HostProcess = {
      argv: ['node', 'main.ts', ...args],
      env: {},
      stdout: { write: () => true },
      stderr: { write },
      once: () => expect.fail('The host started.'),
      exitCode: 0,
    };
    await runTeamsHost(process);
    expect(process.exitCode).to.equal(1);
    expect(output).not.to.match(/\bat .*:\d+:\d+/);
    return output;
  };

  it('runs a package with an API key until it receives SIGTERM', async () => {
    const api = await startScriptedApi();
    const files = somePackageFiles({ server: api.url, authorization: apiKeyAuthorization('key') });
    await writeFile(join(folder, 'keyed.zip'), zipSync(Object.fromEntries(files)));
    const registration = {
      kind: 'apiKey',
      id: 'key',
      name: 'Key',
      baseUrl: api.url,
      restrictByOrg: 'any',
      restrictByApp: 'any',
      apiKey: 'secret-of-the-file',
    };
    await writeFile(join(folder, 'registrations.json'), JSON.stringify([registration]));
    const args = ['--app', 'keyed.zip', '--registrations', 'registrations.json', '--port', '0'];
    const child = spawn(process.execPath, [entry, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = { out: '', err: '' };
    child.stdout.on('data', (chunk) => {
      output.out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output.err += chunk;
    });
    while (!output.out.includes('http://')) {
      await Promise.race([once(child.stdout, 'data'), once(child, 'close').then(() => expect.fail(output.err))]);
    }
    const url = /http:\S+/.exec(output.out)?.[0] ?? '';
    expect(output.out).to.match(/^Loading and checking .*keyed\.zip …\nStarting the local Teams host …\n/);
    const home = await fetch(url);
    const cookie = home.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const response = await fetch(`${url}/api/apps/${gardenAppId}/commands/showPlant`, {
      method: 'POST',
      headers: { Cookie: cookie, Origin: url, 'Content-Type': 'application/json' },
      body: JSON.stringify({ parameters: { id: '1' } }),
    });
    expect(await response.json()).to.include({ type: 'results' });
    expect(api.seen[0]?.headers.authorization).to.equal('Bearer secret-of-the-file');
    child.kill('SIGTERM');
    const [code] = (await once(child, 'close')) as [number];
    expect(code).to.equal(0);
    await api.close();
  });

  it('can be stopped as soon as it says that it is ready', async () => {
    const listeners = new Map<string, () => unknown>();
    let stopped: unknown;
    const process: HostProcess = {
      argv: ['node', 'main.ts', '--app', app, '--data', join(folder, 'data-of-a-short-run'), '--port', '0'],
      env: {},
      stdout: {
        write: (text: string) => {
          stopped = text.includes('"ready"') ? listeners.get('SIGTERM')?.() : stopped;
        },
      },
      stderr: { write: () => true },
      once: (signal, listener) => listeners.set(signal, listener),
      exitCode: 0,
    };
    await runTeamsHost(process);
    const wasStopped = stopped instanceof Promise;
    await (stopped ?? listeners.get('SIGTERM')?.());
    expect(wasStopped).to.equal(true);
    expect(process.exitCode).to.equal(0);
  });

  it('prints what is missing or invalid without a stack trace, and exits with 1', async () => {
    expect(await failure()).to.contain('Name the app package with --app.');
    expect(await failure('--nonsense')).to.contain('Usage: npm run teams-host');
    expect(await failure('--app', join(folder, 'nothing.zip'))).to.contain('nothing.zip does not exist');
    expect(await failure('--app', app, '--registrations', join(folder, 'nothing.json'))).to.contain(
      'nothing.json cannot be read',
    );
    await writeFile(join(folder, 'bad.json'), '{ "apiKey": "do-not-quote" ');
    const broken = await failure('--app', app, '--registrations', join(folder, 'bad.json'));
    expect(broken).to.contain('is not valid JSON').and.not.to.contain('do-not-quote');
    await writeFile(join(folder, 'empty.json'), '{}');
    expect(await failure('--app', app, '--registrations', join(folder, 'empty.json'))).to.contain('registrations file');
  });

  it('reports a port that is already in use', async () => {
    const { port, free } = await takePort();
    const data = join(folder, 'data-of-test');
    const output = await failure('--app', app, '--data', data, '--port', String(port)).finally(free);
    expect(output).to.match(new RegExp(`^Port ${port} is in use: [^\\n]*--port[^\\n]*\\n$`));
  });

  it('removes no saved data if the port is in use, which a running host can have', async () => {
    const { port, free } = await takePort();
    const data = join(folder, 'data-of-a-running-host');
    await mkdir(join(data, 'vault'), { recursive: true });
    await writeFile(join(data, 'state.json'), 'state');
    await writeFile(join(data, 'vault', 'tokens'), 'tokens');
    const args = ['--app', app, '--data', data, '--port', String(port), '--reset'];
    expect(await failure(...args).finally(free)).to.contain(`Port ${port} is in use`);
    expect(await readFile(join(data, 'state.json'), 'utf8')).to.equal('state');
    expect(await readFile(join(data, 'vault', 'tokens'), 'utf8')).to.equal('tokens');
  });

  it('does not start, nor remove saved data, while another host uses the data folder', async () => {
    const data = join(folder, 'shared-data');
    const first = runMain(entry, {}, [], ['--app', app, '--data', data, '--port', '0']);
    await waitUntil(() => first.output().includes('"ready"'), first.faults);
    const args = ['--app', app, '--data', data, '--port', '0'];
    const refusal = `Another program uses the data folder ${data}: stop it, or choose another data folder.\n`;
    for (const more of [[], ['--reset']]) {
      const second = runMain(entry, {}, [], [...args, ...more]);
      expect(await second.exited).to.equal(1);
      expect(second.faults()).to.equal(refusal);
    }
    expect(await readdir(join(data, 'vault'))).not.to.deep.equal([]);
    first.process.kill('SIGKILL');
    await first.exited;
    const third = runMain(entry, {}, [], args);
    await waitUntil(() => third.output().includes('"ready"'), third.faults);
    third.process.kill('SIGTERM');
    expect(await third.exited).to.equal(0);
  });

  it('accepts several packages', () => {
    const { apps } = readArguments(['--app', '/one', '--app', '/two'], {});
    expect(apps).to.deep.equal(['/one', '/two']);
    expect(() => readArguments(['--app', '/one', '--app', ''], {})).to.throw(StartupFault);
  });

  it('reads the port from the command line, then from TEAMS_HOST_PORT, and defaults to 3979', () => {
    expect(readArguments(['--app', 'x', '--port', '1'], { TEAMS_HOST_PORT: '2' }).port).to.equal(1);
    expect(readArguments(['--app', 'x'], { TEAMS_HOST_PORT: '2' }).port).to.equal(2);
    expect(readArguments(['--app', 'x'], {}).port).to.equal(3979);
    for (const port of ['x', '70000', '-1', '']) {
      expect(() => readArguments(['--app', 'x', `--port=${port}`], {}), port).to.throw(StartupFault);
    }
  });

  it('parses people and rejects invalid ones', () => {
    const id = '11111111-1111-4111-8111-111111111111';
    const person = { id, name: 'A', tenantId: id, tenantName: 'T' };
    expect(parsePeople([person])).to.deep.equal([person]);
    expect(() => parsePeople([person, person])).to.throw(StartupFault, 'each with their own id');
    expect(() => parsePeople([])).to.throw(StartupFault);
    expect(() => parsePeople([{ ...person, tenantId: 'x', name: '' }])).to.throw(
      StartupFault,
      '[0].tenantId, [0].name',
    );
  });
});
