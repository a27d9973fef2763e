import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { lockFolder } from '../../src/local/lock-folder.ts';
import { findFreePorts, takePort } from '../support/find-free-port.ts';
import { runMain } from '../support/run-main.ts';
import { waitUntil } from '../support/wait-until.ts';

const entry = join(import.meta.dirname, '../../src/dev/main.ts');

describe('npm run dev', () => {
  let folder: string;
  let ports: Record<string, string>;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'repairs-dev-'));
    const [app, teamsHost, authorizationServer] = await findFreePorts(3);
    ports = {
      APP_PORT: String(app),
      TEAMS_HOST_PORT: String(teamsHost),
      AUTHORIZATION_SERVER_PORT: String(authorizationServer),
    };
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const failure = async (env: Readonly<Record<string, string>> = {}): Promise<string> => {
    const world = runMain(entry, { ...ports, DATA_FOLDER: folder, ...env });
    expect(await world.exited).to.equal(1);
    expect(world.output()).to.match(/^(Loading [^\n]+ …\n)?$/);
    expect(world.faults()).to.match(/^[^\n]+\.\n$/);
    return world.faults();
  };

  it('prints one sentence on a startup fault and exits with 1', async () => {
    expect(await failure({ APP_PORT: 'abc' })).to.match(/^APP_PORT is malformed: set it to /);

    const { port, free } = await takePort();
    const taken = await failure({ AUTHORIZATION_SERVER_PORT: String(port) }).finally(free);
    expect(taken).to.match(/^Port \d+ is in use: .* set AUTHORIZATION_SERVER_PORT to /);

    await mkdir(join(folder, 'app'), { recursive: true });
    await writeFile(join(folder, 'app/repairs.sqlite'), 'x'.repeat(8192));
    expect(await failure()).to.include('repairs.sqlite is not a database');
  });

  it('tells what it is doing, and removes no saved data while another world has one of the ports', async () => {
    await mkdir(join(folder, 'app'), { recursive: true });
    await writeFile(join(folder, 'app/repairs.sqlite'), 'saved');
    for (const name of Object.keys(ports)) {
      const { port, free } = await takePort();
      const world = runMain(entry, { ...ports, DATA_FOLDER: folder, [name]: String(port) }, [], ['--reset']);
      expect(await world.exited).to.equal(1);
      await free();
      expect(world.output()).to.match(/^Loading .+ …\n$/);
      expect(world.faults()).to.contain(`set ${name} to`);
      expect(await readFile(join(folder, 'app/repairs.sqlite'), 'utf8')).to.equal('saved');
    }
  });

  it('removes no saved data while another world uses the data folder on other ports', async () => {
    await mkdir(join(folder, 'app'), { recursive: true });
    await writeFile(join(folder, 'app/repairs.sqlite'), 'saved');
    const other = await lockFolder(folder);
    const world = runMain(entry, { ...ports, DATA_FOLDER: folder }, [], ['--reset']);
    expect(await world.exited).to.equal(1);
    await other.release();
    expect(world.faults()).to.equal(
      `Another program uses the data folder ${folder}: stop it, or choose another data folder.\n`,
    );
    expect(await readFile(join(folder, 'app/repairs.sqlite'), 'utf8')).to.equal('saved');
  });

  it('permits other callers if API_CALLERS names them, and keeps their credentials in a file', async () => {
    expect(await failure({ API_CALLERS: 'person,robot' })).to.match(/^API_CALLERS is invalid: /);

    const world = runMain(entry, { ...ports, DATA_FOLDER: folder, API_CALLERS: 'person, application' });
    try {
      await waitUntil(() => world.output().includes('Press Ctrl+C to stop.'));
      const file = join(folder, 'demo-application.json');
      const { token_endpoint, scope, ...client } = JSON.parse(await readFile(file, 'utf8'));
      expect((await stat(file)).mode & 0o077).to.equal(0);
      expect(world.output()).to.contain(file).and.not.to.contain(client.client_secret);
      const credentials = Buffer.from(`${client.client_id}:${client.client_secret}`).toString('base64');
      const issued = await fetch(token_endpoint, {
        method: 'POST',
        headers: { Authorization: `Basic ${credentials}` },
        body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
      });
      const { access_token } = (await issued.json()) as { readonly access_token: string };
      const repairs = `http://127.0.0.1:${ports.APP_PORT}/api/repairs`;
      expect((await fetch(repairs, { headers: { Authorization: `Bearer ${access_token}` } })).status).to.equal(200);
    } finally {
      world.process.kill();
      await world.exited;
    }
  });

  it('rejects an older Node.js, as npm run teams-host does', async () => {
    const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.19.0' } })`;
    for (const [path, command] of [
      [entry, 'npm run dev'],
      [join(import.meta.dirname, '../../src/teams-host/main.ts'), 'npm run teams-host'],
    ] as const) {
      const program = runMain(path, {}, ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`]);
      expect(await program.exited).to.equal(1);
      expect(program.faults()).to.match(/^[^\n]* needs Node\.js 22\.19 or newer, this is 20\.19\.0: [^\n]+\.\n$/);
      expect(program.faults()).to.include(command);
    }
  });
});
