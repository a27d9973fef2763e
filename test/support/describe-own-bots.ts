/** Follows "Run your own bot" in the README of the local Teams host: its files, settings and bots, as processes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { botAppId, someBotPackageFiles } from './a-bot-package.ts';
import { findFreePort } from './find-free-port.ts';
import { type Person, sit } from './start-bot-host.ts';
import { openHostPage } from './start-teams-host.ts';
import { startTokenEndpoint, type TokenEndpoint } from './token-endpoint.ts';
import { waitUntil } from './wait-until.ts';

const root = new URL('../../', import.meta.url);
export const toPath = (path: string): string => fileURLToPath(new URL(path, root));
export const readme = await readFile(new URL('src/teams-host/README.md', root), 'utf8');
const { devDependencies, dependencies } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'));
const loopbackOnly = ['--import', new URL('test/support/loopback-only.ts', root).href];

/** The code blocks of a language below a heading. */
export function codeOf(heading: string, language: string): string {
  const section = readme.split(/^#{2,3} /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  const blocks = [...section.matchAll(new RegExp(`^ *\`\`\`${language}\\n([\\s\\S]*?)^ *\`\`\`$`, 'gm'))];
  expect(blocks, `${heading}, ${language}`).to.have.lengthOf(1);
  return blocks[0]?.[1] ?? '';
}

function settingsOf(heading: string): Record<string, string> {
  const lines = codeOf(heading, 'sh').matchAll(/^ *export (\w+)="?([^"\n]*)"?$/gm);
  return Object.fromEntries(Array.from(lines, ([, name = '', value = '']) => [name, value]));
}

/**
 * Describes the host as the README's three bots find it: chat, sign-in and the query of a message extension.
 * @param entry path of the host's entry; called once the tests run.
 */
export function describeOwnBots(entry: () => string): void {
  let folder: string;
  let server: TokenEndpoint;
  let host: ChildProcess;
  let url: string;
  let botPort: number;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'own-bot-'));
    await symlink(toPath('node_modules'), join(folder, 'node_modules'));
    server = await startTokenEndpoint();
    server.on('/token', { body: { access_token: 'access-of-a-person', token_type: 'Bearer', expires_in: 300 } });
    botPort = await findFreePort();
    const registrations = codeOf('Registrations file', 'json')
      .replace('http://127.0.0.1:3978', `http://127.0.0.1:${botPort}`)
      .replaceAll('https://login.example.com', server.origin);
    await writeFile(join(folder, 'registrations.json'), registrations);
    const botId: string = JSON.parse(registrations)[0].appId;
    await mkdir(join(folder, 'my-app'));
    const files = someBotPackageFiles((manifest) => {
      manifest.bots[0].botId = botId;
      manifest.composeExtensions[0].botId = botId;
    });
    for (const [name, content] of files) {
      await writeFile(join(folder, 'my-app', name), content);
    }
    await writeFile(join(folder, 'users.json'), codeOf('Users file', 'json'));
    const [, args = ''] = /^npm run teams-host -- (.*)$/m.exec(readme) ?? [];
    host = spawn(process.execPath, [...loopbackOnly, entry(), ...args.split(' '), '--port', '0'], { cwd: folder });
    url = await waitForOutput(host, /http:\/\/127\.0\.0\.1:\d+/);
  });
  after(async () => {
    await stop(host);
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('leads to a certificate whose key only the owner can read', async () => {
    const { mode } = await stat(join(folder, 'data/teams-host/tls/key.pem'));
    expect((mode & 0o777).toString(8)).to.equal('600');
  });

  for (const [sdk, name, packages] of [
    ['botbuilder', 'Karin Blair', ['botbuilder', 'botbuilder-dialogs', 'restify', 'rimraf']],
    ['teams.apps', 'Daisy Phillips', ['@microsoft/teams.apps']],
    ['agents-hosting', 'Issac Fielder', ['@microsoft/agents-hosting', '@microsoft/agents-hosting-express']],
  ] as const) {
    describe(`with ${sdk}`, () => {
      let bot: ChildProcess;
      let person: Person;
      let personal: string;
      const output: string[] = [];

      before(async () => {
        await writeFile(join(folder, 'bot.mjs'), codeOf(sdk, 'js'));
        const env = { ...settingsOf('Run your own bot'), ...settingsOf(sdk), PORT: String(botPort) };
        const own = Object.entries(env).map(([setting, value]) => [
          setting,
          value.replace('http://127.0.0.1:3979', url).replace('$PWD', folder),
        ]);
        bot = spawn(process.execPath, [...loopbackOnly, 'bot.mjs'], {
          cwd: folder,
          env: { PATH: process.env.PATH, ...Object.fromEntries(own) },
        });
        bot.stdout?.on('data', (chunk) => output.push(String(chunk)));
        bot.stderr?.on('data', (chunk) => output.push(String(chunk)));
        await waitUntil(
          () => canConnect(botPort),
          () => `The bot does not listen.\n${output.join('')}`,
        );
        person = await sit({ open: () => openHostPage(url) }, name);
        personal = await person.install('personal');
      });
      after(() => stop(bot));

      const answerTo = async (conversationId: string, text: string): Promise<Record<string, unknown>> => {
        const { length } = await person.messages(conversationId);
        await person.say(conversationId, text);
        return (await person.awaitMessages(conversationId, length + 2))[length + 1];
      };

      /** Completes the sign-in in the pop-up and returns the verification code. */
      const signIn = async (link: string): Promise<string> => {
        const { pathname, search } = new URL(link);
        const start = await person.page.get(pathname + search);
        const state = new URL(start.headers.get('Location') ?? '').searchParams.get('state');
        const end = await person.page.get(`/token-service/.auth/web/redirect?code=a-code&state=${state}`);
        return /data-state="(\d{6})"/.exec(await end.text())?.[1] ?? '';
      };

      const query = (state?: string) =>
        person.post(`/api/apps/${botAppId}/commands/findPlants`, {
          parameters: { name: 'fern' },
          ...(state === undefined ? {} : { state }),
        });

      it('installs packages that this project tests', () => {
        // First, because the proxy of the host refuses the registry.
        expect(codeOf(sdk, 'sh').split('\n')[0]).to.equal(`npm install ${packages.join(' ')}`);
        expect(Object.keys({ ...dependencies, ...devDependencies })).to.include.members([...packages]);
      });

      it('answers messages', async () => {
        expect((await answerTo(personal, 'hello')).text).to.equal('You said: hello');
      });

      it('answers a mention in its channel thread', async () => {
        const id = await person.install('channel');
        const answer = await answerTo(id, '<at>Gardener</at> hello');
        expect(answer.text).to.contain('hello');
        expect(answer.replyToId).to.be.a('string');
      });

      it('signs a person in to its message extension', async () => {
        const offer = await query();
        expect(offer).to.include({ type: 'signIn', title: 'Sign in' });
        const found = await query(await signIn(offer.url));
        expect(found.results?.[0].preview.title, JSON.stringify(found)).to.equal('Found fern');
        const { hops } = await person.page.flow();
        const requests = hops.map(({ request }) => request.split('?')[0]);
        expect(requests.slice(1, 5)).to.deep.equal([
          'POST messages: invoke composeExtension/query',
          'GET /token-service/api/usertoken/GetToken',
          'GET /token-service/api/botsignin/GetSignInResource',
          'Answer to invoke composeExtension/query',
        ]);
        expect(JSON.stringify(hops)).to.not.contain('access-of-a-person');
        expect((await query()).type).to.equal('results');
      });

      it('signs a person in from the chat with an OAuth card', async () => {
        await person.post('/api/sign-out');
        const { attachments } = (await answerTo(personal, 'sign in')) as {
          attachments: { kind: string; buttons: { url: string }[] }[];
        };
        expect(attachments[0]).to.include({ kind: 'signIn', connectionName: 'my-connection' });
        const state = await signIn(attachments[0]?.buttons[0]?.url ?? '');
        const { length } = await person.messages(personal);
        const path = `/api/conversations/${encodeURIComponent(personal)}/verify-state`;
        expect(await person.post(path, { appId: botAppId, state })).to.deep.equal({ type: 'done' });
        expect((await person.awaitMessages(personal, length + 1))[length].text).to.equal('You are signed in');
      });

      if (sdk === 'botbuilder') {
        it('signs a person in who writes the verification code into the chat', async () => {
          await person.post('/api/sign-out');
          const { attachments } = (await answerTo(personal, 'sign in')) as {
            attachments: { buttons: { url: string }[] }[];
          };
          const code = await signIn(attachments[0]?.buttons[0]?.url ?? '');
          expect((await answerTo(personal, code)).text).to.equal('You are signed in');
        });
      }

      it('answers 401 to a request without a connector token', async () => {
        const activity = { type: 'message', id: '1', channelId: 'msteams', serviceUrl: `${url}/teams/`, text: 'x' };
        const response = await fetch(`http://127.0.0.1:${botPort}/api/messages`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ ...activity, from: { id: 'x' }, recipient: { id: 'y' }, conversation: { id: 'z' } }),
        });
        expect(response.status).to.equal(401);
      });
    });
  }
}

async function waitForOutput(child: ChildProcess, pattern: RegExp): Promise<string> {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += chunk;
    });
  }
  return waitUntil(
    () => pattern.exec(output)?.[0],
    () => `There is no ${pattern} in: ${output}`,
  );
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill();
    await once(child, 'exit');
  }
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
