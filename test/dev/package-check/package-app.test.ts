import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { unzipSync } from 'fflate';
import { packageApp } from '../../../src/dev/package-check/package-app.ts';
import { StartupFault } from '../../../src/foundation/startup-fault.ts';

const project = new URL('../../../', import.meta.url);

describe('packageApp', () => {
  let root: URL;

  before(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'package-app-'));
    root = pathToFileURL(`${folder}/`);
    await mkdir(new URL('appPackage', root));
    for (const path of [
      'appPackage/manifest.json',
      'appPackage/manifest.bot.json',
      'appPackage/declarative-agent.json',
      'appPackage/repairs-plugin.json',
      'appPackage/instructions.txt',
      'appPackage/color.png',
      'appPackage/outline.png',
      'adaptiveCards',
      'apiSpecFiles',
      'env',
    ]) {
      await cp(new URL(path, project), new URL(path, root), { recursive: true });
    }
  });

  after(() => rm(root, { recursive: true }));

  const run = (args: readonly string[], environment = {}): Promise<string> => packageApp({ args, root, environment });
  const faultOf = async (running: Promise<unknown>): Promise<string> => {
    const fault = await running.catch((error: unknown) => error);
    expect(fault).to.be.instanceOf(StartupFault);
    return (fault as StartupFault).message;
  };

  const manifestOf = async (zip: string) => {
    const files = unzipSync(await readFile(new URL(`appPackage/build/${zip}`, root)));
    return JSON.parse(Buffer.from(files['manifest.json'] ?? []).toString());
  };

  it('writes the packages of an environment and lists what was checked', async () => {
    const output = await run(['--env', 'local-world']);
    expect(output)
      .to.match(/^ok {2}OpenAPI document/m)
      .and.include('appPackage/build/appPackage.local-world.zip: 8 files')
      .and.include('appPackage/build/appPackage.local-world.bot.zip: 3 files');
    const api = await manifestOf('appPackage.local-world.zip');
    const bot = await manifestOf('appPackage.local-world.bot.zip');
    expect(api.composeExtensions[0].composeExtensionType).to.equal('apiBased');
    expect(bot.composeExtensions[0]).to.include({ composeExtensionType: 'botBased', botId: bot.bots[0].botId });
    expect(bot.bots).to.deep.equal(api.bots);
    expect(bot.id).not.to.equal(api.id);
  });

  it('fills empty variables of the file from the environment', async () => {
    const environment = {
      TEAMS_APP_ID: '7f6b7a52-5f0c-4d8e-9c0b-6d2f1b6c3a11',
      BOT_EXTENSION_APP_ID: '7f6b7a52-5f0c-4d8e-9c0b-6d2f1b6c3a12',
      BOT_APP_ID: '7f6b7a52-5f0c-4d8e-9c0b-6d2f1b6c3a13',
      OPENAPI_SERVER_URL: 'https://repairs.contoso.com',
      OPENAPI_SERVER_DOMAIN: 'repairs.contoso.com',
      OAUTH_CONFIGURATION_ID: 'registration',
      AGENT_OAUTH_CONFIGURATION_ID: 'agent-registration',
      OAUTH_AUTHORIZATION_URL: 'https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize',
      OAUTH_TOKEN_URL: 'https://login.microsoftonline.com/organizations/oauth2/v2.0/token',
      OAUTH_REFRESH_URL: 'https://login.microsoftonline.com/organizations/oauth2/v2.0/token',
      OAUTH_AUTHORIZATION_DOMAIN: 'login.microsoftonline.com',
      REPAIRS_READ_SCOPE: 'api://repairs/repairs_read',
      REPAIRS_WRITE_SCOPE: 'api://repairs/repairs_write',
    };
    await run(['--env', 'dev'], environment);
    expect(await manifestOf('appPackage.dev.zip')).to.deep.include({
      id: environment.TEAMS_APP_ID,
      validDomains: ['repairs.contoso.com', 'token.botframework.com', 'login.microsoftonline.com'],
    });
    expect(await manifestOf('appPackage.dev.bot.zip')).to.include({ id: environment.BOT_EXTENSION_APP_ID });
  });

  it('accepts the longest suffix, and names the setting and its file for a longer one', async () => {
    const local = await readFile(new URL('env/.env.local-world', root), 'utf8');
    for (const [length, isAccepted] of [
      [16, true],
      [17, false],
    ] as const) {
      const suffix = 'x'.repeat(length);
      await writeFile(
        new URL('env/.env.suffix', root),
        local.replace(/^APP_NAME_SUFFIX=.*$/m, `APP_NAME_SUFFIX=${suffix}`),
      );
      const running = run(['--env', 'suffix']);
      if (isAccepted) {
        await running;
      } else {
        expect(await faultOf(running)).to.match(/^APP_NAME_SUFFIX in env\/\.env\.suffix has more than 16 characters/);
      }
    }
  });

  it('writes nothing if there is a fault', async () => {
    await writeFile(new URL('env/.env.broken', root), await readFile(new URL('env/.env.local-world', root)));
    await writeFile(new URL('env/.env.short', root), 'DEVELOPER_NAME=Contoso\n');
    expect(await faultOf(run(['--env', 'short']))).to.match(/^TEAMS_APP_ID has no value in env\/\.env\.short: set it/m);
    expect(await faultOf(run(['--env', 'dev']))).to.match(/^TEAMS_APP_ID in env\/\.env\.dev has no value: /m);
    const manifest = new URL('appPackage/manifest.json', root);
    const before = await readFile(manifest, 'utf8');
    await writeFile(manifest, before.replace('"initialRun": true,', ''));
    expect(await faultOf(run(['--env', 'broken']))).to.match(/"initialRun"/);
    await writeFile(manifest, before);
    const botManifest = new URL('appPackage/manifest.bot.json', root);
    const botText = await readFile(botManifest, 'utf8');
    await writeFile(botManifest, botText.replace('"fetchTask": true', '"fetchTask": false'));
    expect(await faultOf(run(['--env', 'broken']))).to.match(
      /^appPackage\.broken\.bot\.zip: .*createRepair is an action/m,
    );
    await writeFile(botManifest, botText);
    const written = await readdir(new URL('appPackage/build', root)).catch(() => []);
    expect(written.filter((name) => name.includes('broken'))).to.deep.equal([]);
  });

  for (const args of [[], ['local'], ['--env'], ['--environment', 'local']]) {
    it(`asks for an environment when called with ${JSON.stringify(args)}`, async () => {
      expect(await faultOf(run(args))).to.match(/^Name an environment/);
    });
  }
});
