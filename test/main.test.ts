import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { botEnvironment } from './support/bot-environment.ts';
import { takePort } from './support/find-free-port.ts';
import { type RunningMain, runMain } from './support/run-main.ts';

const root = join(import.meta.dirname, '..');

/** For Microsoft Entra ID, with a key set that is never available. */
const entra = {
  PUBLIC_URL: 'https://repairs.example.com',
  PORT: '0',
  OAUTH_PROFILE: 'entra-id-v2',
  OAUTH_ISSUER: 'https://login.microsoftonline.com/{tenantid}/v2.0',
  OAUTH_AUDIENCE: '44444444-4444-4444-8444-444444444444',
  OAUTH_JWKS_URI: 'http://127.0.0.1:9/keys',
  OAUTH_ALLOWED_TENANTS: '11111111-1111-4111-8111-111111111111',
  ...botEnvironment,
};

const run = (env: Readonly<Record<string, string>>, nodeOptions: readonly string[] = []): RunningMain =>
  runMain(join(root, 'dist/main.js'), env, nodeOptions);

describe('the production build', () => {
  let folder: string;

  before(async function () {
    this.timeout(120_000);
    const build = spawn('npm', ['run', 'build'], { cwd: root, stdio: 'ignore' });
    expect(await new Promise((resolve) => build.once('close', resolve))).to.equal(0);
  });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'repairs-main-'));
  });

  afterEach(async () => {
    await chmod(folder, 0o700).catch(() => {});
    await rm(folder, { recursive: true, force: true });
  });

  it('contains the app and the pictures, but neither the local world nor the local Teams host', () => {
    const files = readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' });
    expect(files).to.include.members(['main.js', 'app.js']);
    expect(files.filter((file) => /(^|\/)(dev|teams-host|local)(\/|$)|sample|\.tsx?$/.test(file))).to.deep.equal([]);
    expect(files.filter((file) => file.endsWith('.png'))).not.to.deep.equal([]);
  });

  it('runs with settings for Microsoft Entra ID, and drains on SIGTERM', async () => {
    const app = run({ ...entra, DATA_FOLDER: folder });
    const url = await app.listening;
    expect((await fetch(`${url}/healthz`)).status).to.equal(200);
    const refused = await fetch(`${url}/api/repairs`);
    expect(refused.status).to.equal(401);
    expect(refused.headers.get('www-authenticate')).to.match(/^Bearer /);
    const document = await (await fetch(`${url}/openapi.json`)).text();
    expect(document).to.include('/11111111-1111-4111-8111-111111111111/v2.0/.well-known/openid-configuration');
    const picture = readdirSync(join(root, 'dist/web/pictures'))[0];
    expect((await fetch(`${url}/pictures/${picture}`)).status).to.equal(200);
    app.process.kill('SIGTERM');
    expect(await app.exited).to.equal(0);
    expect(app.output()).to.include('"app: closed"');
    expect(app.faults()).to.equal('');
  });

  it('drains on SIGINT', async () => {
    const app = run({ ...entra, DATA_FOLDER: folder });
    await app.listening;
    app.process.kill('SIGINT');
    expect(await app.exited).to.equal(0);
    expect(app.output()).to.match(/"app: draining".*SIGINT[\s\S]*"app: closed"/);
  });

  it('names every missing setting and exits with 1', async () => {
    const app = run({});
    expect(await app.exited).to.equal(1);
    const sentences = app.faults().trim().split('\n');
    expect(sentences).to.have.lengthOf(12);
    for (const sentence of sentences) {
      expect(sentence).to.match(/^[A-Z_]+ is not set: set it to .+\.$/);
    }
  });

  it('names a port that is in use', async () => {
    const { port, free } = await takePort();
    const app = run({ ...entra, DATA_FOLDER: folder, PORT: String(port) });
    expect(await app.exited).to.equal(1);
    expect(app.faults()).to.match(new RegExp(`^Port ${port} is in use: .*PORT.*\\.\\n$`));
    expect(app.output()).to.equal('');
    await free();
  });

  it('names a host that is not an address of this machine', async () => {
    const app = run({ ...entra, DATA_FOLDER: folder, HOST: '203.0.113.1' });
    expect(await app.exited).to.equal(1);
    expect(app.faults()).to.match(/^203\.0\.113\.1 is not an address of this machine: set HOST to .*\.\n$/);
    expect(app.output()).to.equal('');
  });

  it('names DATA_FOLDER if the folder cannot be created', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    const app = run({ ...entra, DATA_FOLDER: join(file, 'data') });
    expect(await app.exited).to.equal(1);
    expect(app.faults().trim().split('\n')).to.have.lengthOf(1);
    expect(app.faults()).to.include('DATA_FOLDER');
  });

  it('rejects an older Node.js before it reads the settings', async () => {
    const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '22.18.0' } })`;
    const app = run({}, ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`]);
    expect(await app.exited).to.equal(1);
    expect(app.faults()).to.match(/^Repairs needs Node\.js 22\.19 or newer, this is 22\.18\.0: .+\.\n$/);
  });

  it('logs an unhandled rejection and exits with 1', async () => {
    const bug = `process.once('SIGUSR2', () => Promise.reject(new Error('a bug')))`;
    const app = run({ ...entra, DATA_FOLDER: folder }, ['--import', `data:text/javascript,${encodeURIComponent(bug)}`]);
    await app.listening;
    app.process.kill('SIGUSR2');
    expect(await app.exited).to.equal(1);
    expect(app.output()).to.match(/"event":"process: unhandled rejection".*a bug/);
  });
});
