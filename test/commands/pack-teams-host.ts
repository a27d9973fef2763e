/** The packed host in an empty folder: installed without a registry, it runs an API-based package and a bot. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { zipSync } from 'fflate';
import { isTooOld } from '../../src/foundation/oldest-node.ts';
import type { FunctionAnswer } from '../../src/teams-host/wire/agent.ts';
import type { CommandAnswer } from '../../src/teams-host/wire/answers.ts';
import { aBotPackage, botId } from '../support/a-bot-package.ts';
import { someAgentFiles } from '../support/an-agent-package.ts';
import { apiKeyAuthorization, gardenAppId, oauthAuthorization, somePackageFiles } from '../support/an-app-package.ts';
import { codeOf, describeOwnBots } from '../support/describe-own-bots.ts';
import { describePlants } from '../support/plants-api.ts';
import { type ScriptedApi, sends, startScriptedApi } from '../support/scripted-api.ts';
import { botPassword, type ScriptedBot, startScriptedBot } from '../support/scripted-bot.ts';
import { startStandIn } from '../support/stand-in-api.ts';
import { sit } from '../support/start-bot-host.ts';
import { openHostPage } from '../support/start-teams-host.ts';
import { startTokenEndpoint } from '../support/token-endpoint.ts';
import { type RunningCommand, runCommand } from './run-command.ts';

const apiKey = 'the-key-of-the-plants';
const accessToken = 'access-to-the-plants';

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

  it('manages its registrations', async () => {
    const options = `--base-url https://api.example.com --restrict-by-org any --restrict-by-app any --data vault-data`;
    await succeed(run(`echo a-key | ${host} vault register my-key --kind apiKey --name Key ${options}`));
    const shown = await succeed(run(`${host} vault show my-key --data vault-data`));
    expect(shown).to.contain('apiKey: set at').and.not.to.contain('a-key');
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

  it('runs packages without authentication, with an API key and with OAuth against the API of their document', async () => {
    const stand = await Promise.all([
      startStandIn(),
      startStandIn({ accepts: (credential) => credential === apiKey }),
      startStandIn({ accepts: (credential) => credential === accessToken }),
    ]);
    const [open, keyed, signedIn] = stand;
    const server = await startTokenEndpoint();
    server.on('/token', { body: { access_token: accessToken, token_type: 'Bearer', expires_in: 300 } });
    const apps = join(folder, 'kinds');
    await mkdir(apps);
    const ids: string[] = [];
    const flow = { authorizationUrl: `${server.origin}/authorize`, tokenUrl: `${server.origin}/token`, scopes: {} };
    for (const [at, [standIn, authorization, scheme]] of (
      [
        [open, undefined, undefined],
        [keyed, apiKeyAuthorization('plants-key'), { type: 'http', scheme: 'bearer' }],
        [signedIn, oauthAuthorization('plants-oauth'), { type: 'oauth2', flows: { authorizationCode: flow } }],
      ] as const
    ).entries()) {
      const id = gardenAppId.replace('7777', `000${at}`);
      const files = somePackageFiles({
        server: `${standIn.url}/v1`,
        ...(authorization && { authorization }),
        manifest: (manifest) => {
          manifest.id = id;
        },
        api: (document) => describePlants(document, scheme),
      });
      await standIn.serve(JSON.parse(Buffer.from(files.get('api/garden.json') ?? []).toString()));
      await writeFile(join(apps, `${at}.zip`), zipSync(Object.fromEntries(files)));
      ids.push(id);
    }
    const registrations = [
      {
        kind: 'apiKey',
        id: 'plants-key',
        name: 'Plants',
        baseUrl: keyed.url,
        restrictByOrg: 'any',
        restrictByApp: 'any',
        apiKey,
      },
      {
        ...JSON.parse(codeOf('Registrations file', 'json').replaceAll('https://login.example.com', server.origin))[1],
        id: 'plants-oauth',
        baseUrl: signedIn.url,
      },
    ];
    await writeFile(join(apps, 'registrations.json'), JSON.stringify(registrations));
    const running = run(
      `exec ${host} ${ids.map((_, at) => `--app kinds/${at}.zip`).join(' ')} --registrations kinds/registrations.json --port 0 --data kinds/data`,
    );
    const [line] = await running.waitForOutput(/^\{"event":"ready".*\}$/m);
    try {
      const page = await openHostPage((JSON.parse(line) as { readonly url: string }).url);
      const find = async (id = '') => {
        const answer = await page.post(`/api/apps/${id}/commands/findPlants`, { parameters: { name: 'fern' } });
        return (await answer.json()) as CommandAnswer;
      };
      const found = { type: 'results', title: 'Fern' };
      const outcome = (answer: CommandAnswer) =>
        answer.type === 'results' ? { type: answer.type, title: answer.results[0]?.preview.title } : answer;
      expect(outcome(await find(ids[0]))).to.deep.equal(found);
      expect(outcome(await find(ids[1]))).to.deep.equal(found);
      const offer = await find(ids[2]);
      expect(offer.type).to.equal('signIn');
      const start = await page.get(offer.type === 'signIn' ? offer.url : '');
      const state = new URL(start.headers.get('Location') ?? '').searchParams.get('state');
      const end = await page.get(`/api/platform/v1.0/oAuthRedirect?code=a-code&state=${state}`);
      expect(await end.text()).to.contain('data-ok="true"');
      expect(outcome(await find(ids[2]))).to.deep.equal(found);
    } finally {
      running.stop();
      await running.exited;
      await Promise.all([...stand, server].map((started) => started.close()));
    }
  });

  it('runs a function of an agent, and shows what the model would receive', async () => {
    const plant = { name: 'Fern', family: 'Polypodiaceae', url: 'https://garden.example.com/plants/1' };
    api.answer(sends(200, { plants: [plant] }));
    await writeFile(join(folder, 'agent.zip'), zipSync(Object.fromEntries(someAgentFiles({ server: api.url }))));
    const running = run(`exec ${host} --app agent.zip --port 0 --data agent-data`);
    const [line] = await running.waitForOutput(/^\{"event":"ready".*\}$/m);
    try {
      const page = await openHostPage((JSON.parse(line) as { readonly url: string }).url);
      const call = async (consent?: object) => {
        const request = { pluginId: 'plants', functionName: 'findPlants', arguments: {}, consent };
        const answer = await page.post(`/api/apps/${gardenAppId}/agent/call`, request);
        return (await answer.json()) as FunctionAnswer;
      };
      const prompt = await call();
      expect(prompt).to.have.property('type', 'connect');
      const answer = await call({ id: prompt.type === 'connect' ? prompt.consentId : '' });
      expect(answer).to.deep.include({ type: 'functionResult', status: 200, warnings: [] });
      expect(answer).to.have.nested.property('model.tokens').that.is.greaterThan(20);
      expect(answer).to.have.nested.property('citations[0].title', 'Fern');
    } finally {
      running.stop();
      await running.exited;
    }
  });

  describe('with the bots of its README', () => {
    describeOwnBots(() => join(folder, 'node_modules/teams-host/bin/teams-host.cjs'));
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
