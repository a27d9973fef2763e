/** Runs the README's commands that `npm test` does not cover, with their real ports and folders. */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { botEnvironment } from '../support/bot-environment.ts';
import { type RunningCommand, root, runCommand } from './run-command.ts';

const readme = await readFile(new URL('README.md', root), 'utf8');

/** Returns the line unchanged. @throws Error if the README does not contain it. */
function documented(line: string): string {
  if (!readme.includes(line)) {
    throw new Error(`The README does not contain: ${line}`);
  }
  return line;
}

async function succeed(command: RunningCommand): Promise<string> {
  const code = await command.exited;
  if (code !== 0) {
    throw new Error(`exit code ${code}\n${command.output()}`);
  }
  return command.output();
}

async function statusOf(url: string): Promise<number> {
  return (await fetch(url)).status;
}

describe('npm run dev', () => {
  it('starts the local world at the addresses of the README and stops on a signal', async () => {
    documented('npm ci && npm run dev');
    const page = /<(http:\/\/127\.0\.0\.1:3979)>/.exec(readme)?.[1] ?? '';
    const world = runCommand('npm run dev');
    try {
      await world.waitForOutput(new RegExp(`Open ${page} `));
      expect(await statusOf(page)).to.equal(200);
      expect(await statusOf('http://127.0.0.1:3978/readyz')).to.equal(200);
      expect(await statusOf('http://127.0.0.1:3978/api/repairs')).to.equal(401);
      expect(await statusOf('http://127.0.0.1:3980/.well-known/openid-configuration')).to.equal(200);
    } finally {
      world.stop();
      await world.exited;
    }
    expect(await fetch(page).catch(() => 'unreachable')).to.equal('unreachable');
  });

  it('reports a port in use in one sentence', async () => {
    const first = runCommand('npm run dev');
    await first.waitForOutput(/Open http/);
    try {
      const second = runCommand('npm run dev --silent', { DATA_FOLDER: await mkdtemp(join(tmpdir(), 'repairs-')) });
      expect(await second.exited).to.equal(1);
      expect(second.output()).to.match(
        /^Loading [^\n]*\nPort 3980.* is in use[^\n]*AUTHORIZATION_SERVER_PORT[^\n]*\n$/,
      );
    } finally {
      first.stop();
      await first.exited;
    }
  });
});

describe('npm run access-token', () => {
  it('creates a service token with the setting for its digest', async () => {
    const output = await succeed(runCommand(documented('npm run access-token -- generate --id reports')));
    expect(output)
      .to.match(/rpr_[\w-]{43}_[\da-f]{8}/)
      .and.match(/reports:read:[\da-f]{64}/);
  });

  it('calls the API as an application, and prints the exchange without secrets', async () => {
    const output = await succeed(runCommand(documented('npm run access-token -- call --as application')));
    expect(output).to.contain('grant_type=client_credentials').and.contain('"results"').and.contain('[redacted]');
    expect(output).not.to.match(/eyJ[\w-]+\./);
  });
});

describe('npm run vault', () => {
  it('lists the registrations', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'repairs-vault-'));
    const output = await succeed(runCommand(`${documented('npm run vault -- list')} --data "${folder}"`));
    expect(output).to.match(/^There are no registrations in .+\.$/m);
    await rm(folder, { recursive: true });
  });
});

describe('npm run package', () => {
  it('names each missing value of the environment', async () => {
    const command = runCommand(documented('npm run package -- --env dev'));
    expect(await command.exited).to.equal(1);
    expect(command.output()).to.match(/^OAUTH_CONFIGURATION_ID in env\/\.env\.dev has no value/m);
  });

  it('writes the package of a complete environment, which the local Teams host can run', async () => {
    const zip = 'appPackage/build/appPackage.local-world.zip';
    expect(await succeed(runCommand('npm run package -- --env local-world'))).to.include(`${zip}:`);
    const folder = await mkdtemp(join(tmpdir(), 'repairs-'));
    const registrations = join(folder, 'registrations.json');
    await writeFile(registrations, JSON.stringify([await registration()]));
    const line = documented('npm run teams-host -- --app <folder or zip> --registrations <file>')
      .replace('<folder or zip>', zip)
      .replace('<file>', registrations);
    const host = runCommand(`${line} --data ${folder}`);
    try {
      const [, url = ''] = await host.waitForOutput(/(http:\/\/127\.0\.0\.1:\d+)/);
      expect(await statusOf(url)).to.equal(200);
    } finally {
      host.stop();
      await host.exited;
      await rm(folder, { recursive: true });
    }
  });
});

describe('npm run build && npm start', () => {
  it('exits with 1 and names each missing setting', async () => {
    const command = runCommand(documented('npm run build && npm start'), { PUBLIC_URL: '' });
    expect(await command.exited).to.equal(1);
    for (const [, name] of readme.matchAll(/^\| `([A-Z_]+)` \| required/gm)) {
      expect(command.output()).to.include(`${name} is not set`);
    }
  });

  it('omits the local world, the local Teams host and the sample data', async () => {
    const paths = await readdir(new URL('dist/', root), { recursive: true });
    expect(paths).to.include('main.js');
    expect(paths.filter((path) => /^(dev|teams-host|local)\b|sample/.test(path))).to.deep.equal([]);
    for (const path of paths.filter((name) => name.endsWith('.js'))) {
      const text = await readFile(new URL(`dist/${path}`, root), 'utf8');
      expect(text, path).not.to.match(/from '[^']*\/(dev|teams-host|local)\//);
    }
  });

  it('runs with its production dependencies only', async function () {
    const folder = await mkdtemp(join(tmpdir(), 'repairs-production-'));
    for (const path of ['package.json', 'package-lock.json', 'dist', 'adaptiveCards', 'apiSpecFiles']) {
      await cp(new URL(path, root), join(folder, path), { recursive: true });
    }
    const install = runCommand('npm ci --omit=dev --no-audit --no-fund', {}, folder);
    if ((await install.exited) !== 0) {
      process.stdout.write(`SKIPPED: production dependencies cannot be installed here:\n${install.output()}\n`);
      this.skip();
    }
    const settings = {
      ...botEnvironment,
      PUBLIC_URL: 'http://127.0.0.1:3978',
      DATA_FOLDER: join(folder, 'data'),
      OAUTH_PROFILE: 'rfc9068',
      OAUTH_ISSUER: 'http://127.0.0.1:9',
      OAUTH_AUDIENCE: 'api://repairs',
      OAUTH_JWKS_URI: 'http://127.0.0.1:9/keys',
      OAUTH_ALLOWED_TENANTS: '11111111-1111-4111-8111-111111111111',
    };
    const app = runCommand(`"${process.execPath}" dist/main.js`, settings, folder);
    try {
      await app.waitForOutput(/listening/);
      expect(await statusOf('http://127.0.0.1:3978/healthz')).to.equal(200);
      expect(await statusOf('http://127.0.0.1:3978/api/repairs')).to.equal(401);
    } finally {
      app.stop();
      await app.exited;
      await rm(folder, { recursive: true });
    }
  });
});

describe('npm run bench', () => {
  it('prints its figures', async () => {
    documented('npm run bench');
    const output = await succeed(runCommand('npm run bench -- --quick'));
    expect(output).to.match(/repairs API, cached first page +[\d,]+ +0\.\d\d/);
  });
});

async function registration(): Promise<object> {
  const env = await readFile(new URL('env/.env.local-world', root), 'utf8');
  const value = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(env)?.[1] ?? '';
  return {
    kind: 'oauth',
    id: value('OAUTH_CONFIGURATION_ID'),
    name: 'Repairs',
    baseUrl: `${value('OPENAPI_SERVER_URL')}/api`,
    restrictByOrg: 'any',
    restrictByApp: { appId: value('TEAMS_APP_ID') },
    clientId: 'repairs-in-teams',
    clientSecret: 'made-up-for-this-test',
    authorizationEndpoint: value('OAUTH_AUTHORIZATION_URL'),
    tokenEndpoint: value('OAUTH_TOKEN_URL'),
    refreshEndpoint: value('OAUTH_REFRESH_URL'),
    scope: value('REPAIRS_READ_SCOPE'),
    pkce: true,
    tokenEndpointAuthMethod: 'client_secret_basic',
  };
}
