// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of card templates
/** Templates, answers and cards that take for ever, or are nested too deeply: a message, and the host goes on. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { zipSync } from 'fflate';
import { StartupFault } from '../../src/foundation/startup-fault.ts';
import { loadAppPackage } from '../../src/teams-host/app-package/load-app-package.ts';
import type { CommandAnswer } from '../../src/teams-host/wire/answers.ts';
import { createCheckPackage } from '../../src/teams-host/worker/check-in-worker.ts';
import { createTaskRunner, TaskLimitExceeded, type TaskRunner } from '../../src/teams-host/worker/task-runner.ts';
import { anAppPackage, type PackageOverrides, somePackageFiles } from '../support/an-app-package.ts';
import { type ScriptedApi, sends, startScriptedApi } from '../support/scripted-api.ts';
import { startBotHost } from '../support/start-bot-host.ts';
import { type HostPage, type RunningTeamsHost, startTeamsHost } from '../support/start-teams-host.ts';
import { endlessPattern, endlessValue } from './worker/endless.ts';

const nest = (levels: number, open: string, close: string): string => open.repeat(levels) + close.repeat(levels);
const container = '{"type":"Container","items":[';
const nestedCard = (levels: number): string =>
  `{"type":"AdaptiveCard","version":"1.5","body":[${nest(levels, container, ']}')}]}`;

describe('hostile input', () => {
  let api: ScriptedApi;
  let tasks: TaskRunner;
  let host: RunningTeamsHost;
  let page: HostPage;
  /** Ends the current task once it has started. */
  let ends: (() => void)[];

  before(async () => {
    api = await startScriptedApi();
    tasks = createTaskRunner({
      schedule(end) {
        ends.push(end);
        return () => {};
      },
    });
  });
  beforeEach(() => {
    ends = [];
  });
  afterEach(() => host?.close());
  after(async () => {
    tasks.close();
    await api.close();
  });

  const open = async (overrides: PackageOverrides = {}): Promise<void> => {
    host = await startTeamsHost({ appPackage: await anAppPackage({ server: api.url, ...overrides }), tasks });
    page = await host.open();
  };
  const find = (): Promise<CommandAnswer> => page.run('findPlants', { name: 'x' });
  const setText = (text: string) => (template: { responseCardTemplate: { body: object[] } }) => {
    template.responseCardTemplate.body = [{ type: 'TextBlock', text }];
  };
  const textOf = (answer: CommandAnswer): string => {
    expect(answer.type).to.equal('message');
    return answer.type === 'message' ? `${answer.text} ${answer.remedy}` : '';
  };

  it('in a template that never ends: the host answers others meanwhile, and names the template and the limit', async () => {
    await open({ template: setText(`\${isMatch(name, '${endlessPattern}')}`) });
    api.answer(sends(200, { plants: [{ name: endlessValue }] }));
    const answering = find();
    const poll = setInterval(() => ends.at(-1)?.(), 50);
    expect((await page.get('/api/session')).status).to.equal(200);
    const text = textOf(await answering);
    clearInterval(poll);
    expect(text).to.contain('cards/plants.json takes longer than 5 seconds, which is the limit of this host');
    expect((await page.flow()).hops.at(-1)?.failure?.why).to.contain('cards/plants.json');
    api.answer(sends(200, { plants: [{ name: 'fern' }] }));
    expect((await find()).type).to.equal('results');
  });

  it('in a template with 60 nested containers, or data that expands to 80', async () => {
    await open({
      template: (template) => {
        template.responseCardTemplate = JSON.parse(nestedCard(60));
      },
    });
    api.answer(sends(200, { plants: [{ name: 'fern' }] }));
    expect(textOf(await find())).to.contain('nested more than 100 levels deep');
    await host.close();
    await open({
      template: (template) => {
        template.responseCardTemplate.body = '${body}';
      },
    });
    api.answer(sends(200, `{"plants":[{"name":"fern","body":[${nest(80, container, ']}')}]}]}`));
    expect(textOf(await find())).to.contain('nested more than 100 levels deep');
  });

  it('in an answer of an API with 100,000 levels', async () => {
    await open();
    for (const [begin, end] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      const value = begin.repeat(100_000) + (begin === '[' ? '' : '1') + end.repeat(100_000);
      api.answer(sends(200, `{"plants":[{"name":"fern","x":${value}}]}`));
      expect(textOf(await find())).to.contain('nested more than 200 levels deep');
    }
    api.answer(sends(200, { plants: [{ name: 'fern' }] }));
    expect((await find()).type).to.equal('results');
  });

  it('in a card that would be too large for the page', async () => {
    await open({ template: setText('${name}') });
    api.answer(sends(200, { plants: [{ name: '['.repeat(300_000) }] }));
    expect(textOf(await find())).to.contain('larger than 256 KB');
  });

  it('in names that every object has, as parameters, commands and members', async () => {
    const names = ['constructor', 'toString', 'hasOwnProperty', '__proto__'] as const;
    await open({
      manifest: (manifest) => {
        const [command] = manifest.composeExtensions[0].commands;
        command.id = 'constructor';
        command.parameters = names.map((name) => ({ name, title: name, description: name }));
        manifest.composeExtensions[0].commands = [command];
      },
      api: (document) => {
        const { get } = document.paths['/plants'];
        get.operationId = 'constructor';
        get.parameters = names.map((name) => ({ name, in: 'query', required: false, schema: { type: 'string' } }));
      },
      template: setText('${constructor} ${toString} ${__proto__}'),
    });
    const own = Object.fromEntries(names.map((name) => [name, `own ${name}`]));
    api.answer(sends(200, { plants: [{ name: 'fern', ...own }] }));
    const answer = await page.run('constructor', own);
    const asked = new URL(api.seen.at(-1)?.url ?? '', api.url).searchParams;
    expect([...asked]).to.deep.equal(Object.entries(own));
    expect(JSON.stringify(answer)).to.contain('own constructor own toString own __proto__');
    // Without own members, the template must not show what every object inherits.
    api.answer(sends(200, { plants: [{ name: 'fern' }] }));
    expect(JSON.stringify(await page.run('constructor', { toString: 'x' }))).not.to.contain('native code');
  });

  it('in the pattern of a field', async () => {
    await open();
    const match = async (pattern: string, value: string) =>
      (await page.post('/api/match', { pattern, value })).json() as Promise<object>;
    const answering = match(endlessPattern, endlessValue);
    const poll = setInterval(() => ends.at(-1)?.(), 50);
    expect(await answering).to.deep.equal({
      problem: 'The pattern of this field cannot be used: takes longer than 1 second.',
    });
    clearInterval(poll);
    expect(await match('^[a-z]+$', 'abc')).to.deep.equal({ matches: true });
    expect(await match('^[a-z]+$', 'ABC')).to.deep.equal({ matches: false });
    expect(await match('(', 'ABC')).to.have.property('problem');
  });

  it('in the answers and messages of a bot', async () => {
    const world = await startBotHost();
    try {
      const karin = await world.sit();
      const id = await karin.install('personal');
      await karin.say(id, 'hello');
      await world.bot.heard(({ text }) => text === 'hello');
      const activity = (levels: number) =>
        `{"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":${nestedCard(levels)}}]}`;
      const path = `/teams/v3/conversations/${encodeURIComponent(id)}/activities`;
      const refused = await world.bot.call('POST', path, JSON.parse(activity(1_500)));
      expect(refused.status).to.equal(400);
      expect(await refused.text()).to.contain('nested more than 200 levels deep');
      expect((await world.bot.call('POST', path, JSON.parse(activity(60)))).status).to.equal(201);
      const [message] = (await karin.messages(id)).slice(-1);
      expect(JSON.stringify(message.problems)).to.contain('nested more than 100 levels deep');
    } finally {
      await world.close();
    }
  });

  describe('in a package', () => {
    let folder: string;
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'hostile-'));
    });
    after(() => rm(folder, { recursive: true, force: true }));

    const refuse = async (files: Readonly<Record<string, string | Uint8Array>>): Promise<string> => {
      const path = join(folder, 'app.zip');
      await writeFile(path, zipSync(Object.fromEntries(somePackageFiles({ files })), { level: 9 }));
      const fault = await loadAppPackage(path, createCheckPackage(tasks)).catch((error: unknown) => error);
      expect(fault).to.be.instanceOf(StartupFault);
      return (fault as Error).message;
    };

    it('names the package and the limit if the check does not end', async () => {
      const check = createCheckPackage({
        run: () => {
          throw new TaskLimitExceeded('takes longer than 30 seconds');
        },
      });
      const fault = await loadAppPackage('/garden.zip', check).catch((error: unknown) => error);
      expect(fault).to.be.instanceOf(StartupFault);
      expect((fault as Error).message)
        .to.contain('/garden.zip')
        .and.to.contain('takes longer than 30 seconds');
    });

    it('refuses documents nested too deeply', async () => {
      const deep = nest(100_000, '[', ']');
      expect(await refuse({ 'api/garden.json': `{"openapi":"3.0.3","x":${deep}}` })).to.contain('api/garden.json');
      expect(await refuse({ 'cards/plants.json': `{"version":"1.0","x":${deep}}` })).to.contain('cards/plants.json');
      expect(await refuse({ 'manifest.json': `{"x":${deep}}` })).to.contain('manifest.json');
      const template = `{"version":"1.0","responseLayout":"list","responseCardTemplate":${nestedCard(5_000)}}`;
      expect(await refuse({ 'cards/plants.json': template })).to.match(/plants.json.* nested/);
    }).timeout(60_000);

    it('ends the check of a YAML document of 3 MB', async () => {
      const yaml = Array.from({ length: 180_000 }, (_, index) => `key${index}: value`).join('\n');
      const poll = setInterval(() => ends.at(-1)?.(), 50);
      const message = await refuse({
        'manifest.json': Buffer.from(somePackageFiles().get('manifest.json') ?? '')
          .toString()
          .replace('api/garden.json', 'api/garden.yaml'),
        'api/garden.yaml': yaml,
      });
      clearInterval(poll);
      expect(message).to.contain('app.zip cannot be used: Checking it takes longer than 30 seconds');
    });

    it('refuses a file that is larger than it says when it is unpacked', async () => {
      expect(await refuse({ 'bomb.txt': new Uint8Array(6 * 1024 * 1024) })).to.contain('bomb.txt is larger');
    });
  });
});
