// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders are the subject of these tests

import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { buildAppPackage, buildAppPackages } from '../../../src/dev/package-check/build-app-package.ts';
import { readEnv } from '../../../src/dev/package-check/read-env.ts';
import { StartupFault } from '../../../src/foundation/startup-fault.ts';

const project = new URL('../../../', import.meta.url);

describe('buildAppPackage', () => {
  let root: URL;
  let env: Record<string, string>;

  before(async () => {
    env = await readEnv(project, 'local-world');
  });

  beforeEach(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'package-'));
    root = pathToFileURL(`${folder}/`);
    for (const part of ['appPackage', 'adaptiveCards', 'apiSpecFiles']) {
      await cp(new URL(part, project), new URL(part, root), {
        recursive: true,
        filter: (path) => !path.endsWith('build'),
      });
    }
  });

  afterEach(() => rm(root, { recursive: true }));

  const faultOf = async (building: Promise<unknown>): Promise<string> => {
    const fault = await building.then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(fault).to.be.instanceOf(StartupFault);
    return (fault as StartupFault).message;
  };

  it('packs only the manifest and the files it references', async () => {
    const files = await buildAppPackage({ root, env });
    expect([...files.keys()]).to.have.members([
      'manifest.json',
      'color.png',
      'outline.png',
      'apiSpecFiles/repairs-openapi.json',
      'adaptiveCards/repairs.json',
      'declarative-agent.json',
      'repairs-plugin.json',
      'apiSpecFiles/repairs-openapi-agent.json',
    ]);
  });

  it('leaves no placeholder unfilled', async () => {
    const files = await buildAppPackage({ root, env });
    for (const [path, bytes] of files) {
      expect(Buffer.from(bytes).toString('latin1'), path).not.to.contain('${{');
    }
  });

  it('preserves quotes and backslashes in values', async () => {
    const name = 'Quote " \\ ${{TEAMS_APP_ID}}';
    const files = await buildAppPackage({ root, env: { ...env, DEVELOPER_NAME: name } });
    const manifest = JSON.parse(Buffer.from(files.get('manifest.json') ?? []).toString());
    expect(manifest.developer.name).to.equal(name);
  });

  it('names every variable without a value, once', async () => {
    const fault = await faultOf(
      buildAppPackage({ root, env: { ...env, OPENAPI_SERVER_URL: '', REPAIRS_READ_SCOPE: '' } }),
    );
    expect(fault.split('\n')).to.have.length(2);
    expect(fault)
      .to.match(/^OPENAPI_SERVER_URL has no value in the env file: set it/m)
      .and.match(/^REPAIRS_READ_SCOPE has no value/m);
  });

  it('rejects scopes that become equal', async () => {
    expect(await faultOf(buildAppPackage({ root, env: { ...env, REPAIRS_READ_SCOPE: 'repairs_write' } }))).to.match(
      /REPAIRS_READ_SCOPE.*equal once filled/,
    );
  });

  const manifestWith = async (change: (text: string) => string): Promise<void> => {
    const file = new URL('appPackage/manifest.json', root);
    await writeFile(file, change(await readFile(file, 'utf8')));
  };

  it('names every missing file', async () => {
    await rm(new URL('adaptiveCards/repairs.json', root));
    await rm(new URL('appPackage/color.png', root));
    expect(await faultOf(buildAppPackage({ root, env })))
      .to.match(/^adaptiveCards\/repairs\.json is missing/m)
      .and.match(/^color\.png is missing/m);
  });

  for (const path of ['../outside.json', '/etc/hosts', '%2e%2e/outside.json', 'adaptiveCards/../../outside.json']) {
    it(`does not pack ${path}`, async () => {
      await manifestWith((text) => text.replace('adaptiveCards/repairs.json', path));
      expect(await faultOf(buildAppPackage({ root, env }))).to.match(/is outside of the project/);
    });
  }

  it('accepts paths with a leading ./', async () => {
    await manifestWith((text) => text.replace('"adaptiveCards/', '"./adaptiveCards/').replace('"color', '"./color'));
    const files = await buildAppPackage({ root, env });
    expect([...files.keys()]).to.include.members(['adaptiveCards/repairs.json', 'color.png']);
  });

  it('reports a manifest that is not JSON', async () => {
    await manifestWith((text) => text.slice(1));
    expect(await faultOf(buildAppPackage({ root, env }))).to.match(/^appPackage\/manifest\.json is not valid JSON/);
  });

  it('reports a manifest that is not an object', async () => {
    await manifestWith((text) => `[${text}]`);
    expect(await faultOf(buildAppPackage({ root, env }))).to.match(/^appPackage\/manifest\.json is not a JSON object/);
  });

  describe('with an agent', () => {
    const read = async (path: string) =>
      JSON.parse(Buffer.from((await buildAppPackage({ root, env })).get(path) ?? []).toString());
    const change = async (path: string, edit: (text: string) => string): Promise<void> => {
      await writeFile(new URL(path, root), edit(await readFile(new URL(path, root), 'utf8')));
    };

    it('inlines the instructions, with line feeds and without a byte-order mark', async () => {
      await writeFile(new URL('appPackage/instructions.txt', root), '\uFEFFBe brief.\r\nNever guess.\r\n');
      expect(await read('declarative-agent.json')).to.include({ instructions: 'Be brief.\nNever guess.' });
    });

    it('keeps instructions that are written in the agent itself', async () => {
      await change('appPackage/declarative-agent.json', (text) => text.replace("$[file('instructions.txt')]", 'Help.'));
      expect(await read('declarative-agent.json')).to.include({ instructions: 'Help.' });
    });

    it('inlines the card of each function', async () => {
      const card = JSON.parse(await readFile(new URL('adaptiveCards/agent-excerpt.json', root), 'utf8'));
      const { functions } = await read('repairs-plugin.json');
      expect(functions[0].capabilities.response_semantics.static_template).to.deep.equal(card);
      expect(JSON.stringify(functions)).not.to.include('"file"');
    });

    it('adds an API document with the operations of its functions only', async () => {
      await change('appPackage/repairs-plugin.json', (text) => text.replace(', "deleteRepair"]', ']'));
      const { runtimes } = await read('repairs-plugin.json');
      expect(runtimes[0].spec.url).to.equal('apiSpecFiles/repairs-openapi-agent.json');
      const text = JSON.stringify(await read(runtimes[0].spec.url));
      expect(text).to.include('"updateRepair"').and.not.include('"deleteRepair"').and.not.include('"listRepairs"');
    });

    it('names each missing file', async () => {
      for (const path of ['appPackage/instructions.txt', 'adaptiveCards/agent-repair.json']) {
        const text = await readFile(new URL(path, root), 'utf8');
        await rm(new URL(path, root));
        expect(await faultOf(buildAppPackage({ root, env })), path).to.include(`${path} is missing`);
        await writeFile(new URL(path, root), text);
      }
      await rm(new URL('appPackage/repairs-plugin.json', root));
      expect(await faultOf(buildAppPackage({ root, env }))).to.include('appPackage/repairs-plugin.json is missing');
    });

    it('names the registration of the agent if it has no value', async () => {
      const fault = await faultOf(buildAppPackage({ root, env: { ...env, AGENT_OAUTH_CONFIGURATION_ID: '' } }));
      expect(fault).to.match(/^AGENT_OAUTH_CONFIGURATION_ID has no value in the env file: set it/);
    });

    it('does not pack a card from outside of the project', async () => {
      await change('appPackage/repairs-plugin.json', (text) => text.replace('adaptiveCards/agent-ex', '../agent-ex'));
      expect(await faultOf(buildAppPackage({ root, env }))).to.match(/is outside of the project/);
    });
  });

  describe('with the package of the bot', () => {
    it('packs only the manifest of the bot and the files it references', async () => {
      const { api, bot } = await buildAppPackages({ root, env });
      expect([...bot.keys()]).to.have.members(['manifest.json', 'color.png', 'outline.png']);
      expect(api).to.deep.equal(await buildAppPackage({ root, env }));
    });

    it('lists each domain once, even if two placeholders have the same host', async () => {
      const { bot } = await buildAppPackages({ root, env });
      const manifest = JSON.parse(Buffer.from(bot.get('manifest.json') ?? []).toString());
      expect(manifest.validDomains).to.deep.equal(['127.0.0.1', 'token.botframework.com']);
    });

    it('names every variable without a value that either package needs, once', async () => {
      const empty = { OPENAPI_SERVER_URL: '', BOT_APP_ID: '', BOT_EXTENSION_APP_ID: '' };
      const fault = await faultOf(buildAppPackages({ root, env: { ...env, ...empty } }));
      expect(fault.match(/^\w+(?= has no value)/gm)).to.have.members(Object.keys(empty));
    });

    it('names a missing manifest of the bot', async () => {
      await rm(new URL('appPackage/manifest.bot.json', root));
      expect(await faultOf(buildAppPackages({ root, env }))).to.match(/^appPackage\/manifest\.bot\.json is missing/m);
    });
  });
});
