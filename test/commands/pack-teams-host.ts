/** The packed host in an empty folder: installed without a registry, it runs an API-based package and a bot. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { zipSync } from 'fflate';
import { isTooOld } from '../../src/foundation/oldest-node.ts';
import { aBotPackage, botId } from '../support/a-bot-package.ts';
import { somePackageFiles } from '../support/an-app-package.ts';
import { type ScriptedApi, startScriptedApi } from '../support/scripted-api.ts';
import { botPassword, type ScriptedBot, startScriptedBot } from '../support/scripted-bot.ts';
import { sit } from '../support/start-bot-host.ts';
import { openHostPage } from '../support/start-teams-host.ts';
import { type RunningCommand, runCommand } from './run-command.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

describe('npm run pack:teams-host', () => {
  let folder: string;
  let api: ScriptedApi;
  let bot: ScriptedBot;

  const succeed = async (command: RunningCommand): Promise<string> => {
    expect(await command.exited, command.output()).to.equal(0);
    return command.output();
  };
  const run = (line: string): RunningCommand => runCommand(line, { npm_config_offline: 'true' }, folder);
  const host = `"${process.execPath}" node_modules/teams-host/bin/teams-host.cjs`;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'packed-host-'));
    api = await startScriptedApi();
    bot = await startScriptedBot();
    const output = await succeed(runCommand('npm run --silent pack:teams-host'));
    await succeed(run(`npm install --no-audit --no-fund "${output.trim().split('\n').at(-1)}"`));
  });
  after(async () => {
    await api.close();
    await bot.close();
    await rm(folder, { recursive: true, force: true });
    await rm(join(root, 'build'), { recursive: true, force: true });
  });

  it('installs nothing else, and contains the licences', async () => {
    const packages = (await readdir(join(folder, 'node_modules'))).filter((name) => !name.startsWith('.'));
    expect(packages).to.deep.equal(['teams-host']);
    const notice = await readFile(join(folder, 'node_modules/teams-host/NOTICE'), 'utf8');
    for (const name of ['react ', 'restify ', 'adaptivecards-templating ', 'jose ']) {
      expect(notice).to.contain(`---- ${name}`);
    }
  });

  it('prints its version and its options', async () => {
    expect(await succeed(run(`${host} --version`))).to.match(/^\d+\.\d+\.\d+\n$/);
    expect(await succeed(run(`${host} --help`))).to.contain('--app <folder or zip>');
  });

  it('refuses an older Node.js in a sentence', async function () {
    const version = await succeed(run('PATH=/usr/local/bin:/usr/bin:/bin node --version'));
    if (!isTooOld(version.trim().slice(1))) {
      this.skip();
    }
    const refused = run('PATH=/usr/local/bin:/usr/bin:/bin node node_modules/teams-host/bin/teams-host.cjs --app x');
    expect(await refused.exited).to.equal(1);
    expect(refused.output()).to.match(/^The local Teams host needs Node\.js [\d.]+ or newer, this is [\d.]+\.\n$/);
  });

  it('runs an API-based package and a bot, and ends with 0 after SIGTERM', async () => {
    await mkdir(join(folder, 'apps'), { recursive: true });
    const write = (name: string, files: ReadonlyMap<string, Uint8Array>) =>
      writeFile(join(folder, 'apps', name), zipSync(Object.fromEntries(files)));
    await write('garden.zip', somePackageFiles({ server: api.url }));
    await write('gardener.zip', (await aBotPackage()).files);
    const registration = {
      kind: 'bot',
      id: 'gardener',
      appId: botId,
      appPassword: botPassword,
      messagingEndpoint: bot.endpoint,
      oauthConnections: [],
    };
    await writeFile(join(folder, 'registrations.json'), JSON.stringify([registration]));
    const running = run(
      `exec ${host} --app apps/garden.zip --app apps/gardener.zip --registrations registrations.json --port 0 --data data`,
    );
    const [line] = await running.waitForOutput(/^\{"event":"ready".*\}$/m);
    const { url } = JSON.parse(line) as { readonly url: string };
    try {
      const page = await openHostPage(url);
      expect(await page.run('findPlants', { name: 'fern' })).to.have.property('type', 'results');
      expect(await (await page.get('/page.js')).text()).to.have.length.greaterThan(100_000);
      bot.connectTo(url);
      const karin = await sit({ open: () => openHostPage(url) }, 'Karin Blair');
      const id = await karin.install('personal');
      await karin.say(id, 'hello');
      await bot.heard(({ text }) => text === 'hello');
    } finally {
      running.stop();
    }
    expect(await running.exited, running.output()).to.equal(0);
  });
});
