import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
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
import { startScriptedApi } from '../support/scripted-api.ts';

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
    let told = '';
    const write = (text: string) => {
      told += text;
    };
    const process: HostProcess = {
      argv: ['node', 'main.ts', ...args],
      env: {},
      stdout: { write },
      stderr: { write },
      once: () => expect.fail('it started'),
      exitCode: 0,
    };
    await runTeamsHost(process);
    expect(process.exitCode).to.equal(1);
    expect(told).not.to.match(/\bat .*:\d+:\d+/);
    return told;
  };

  it('runs a package with an API key until it gets a signal', async () => {
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
    const said = { out: '', err: '' };
    child.stdout.on('data', (chunk) => {
      said.out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      said.err += chunk;
    });
    while (!said.out.includes('http://')) {
      await Promise.race([once(child.stdout, 'data'), once(child, 'close').then(() => expect.fail(said.err))]);
    }
    const url = /http:\S+/.exec(said.out)?.[0] ?? '';
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

  it('prints a sentence about what is missing or wrong, and exits with 1', async () => {
    expect(await failure()).to.contain('Name the app package with --app.');
    expect(await failure('--nonsense')).to.contain('Usage: npm run teams-host');
    expect(await failure('--app', join(folder, 'nothing.zip'))).to.contain('nothing.zip does not exist');
    expect(await failure('--app', app, '--registrations', join(folder, 'nothing.json'))).to.contain(
      'nothing.json cannot be read',
    );
    await writeFile(join(folder, 'bad.json'), '{ "apiKey": "do-not-quote" ');
    const broken = await failure('--app', app, '--registrations', join(folder, 'bad.json'));
    expect(broken).to.contain('is not JSON').and.not.to.contain('do-not-quote');
    await writeFile(join(folder, 'empty.json'), '{}');
    expect(await failure('--app', app, '--registrations', join(folder, 'empty.json'))).to.contain('registrations file');
  });

  it('says that the port is in use', async () => {
    const { port, free } = await takePort();
    const data = join(folder, 'data-of-test');
    const told = await failure('--app', app, '--data', data, '--port', String(port)).finally(free);
    expect(told).to.match(new RegExp(`^Port ${port} is in use: [^\\n]*--port[^\\n]*\\n$`));
  });

  it('accepts several packages', () => {
    const { apps } = readArguments(['--app', '/one', '--app', '/two'], {});
    expect(apps).to.deep.equal(['/one', '/two']);
    expect(() => readArguments(['--app', '/one', '--app', ''], {})).to.throw(StartupFault);
  });

  it('reads the port from the command line, else from TEAMS_HOST_PORT', () => {
    expect(readArguments(['--app', 'x', '--port', '1'], { TEAMS_HOST_PORT: '2' }).port).to.equal(1);
    expect(readArguments(['--app', 'x'], { TEAMS_HOST_PORT: '2' }).port).to.equal(2);
    expect(readArguments(['--app', 'x'], {}).port).to.equal(3979);
    for (const port of ['x', '70000', '-1', '']) {
      expect(() => readArguments(['--app', 'x', `--port=${port}`], {}), port).to.throw(StartupFault);
    }
  });

  it('reads people from a file and validates them', () => {
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
