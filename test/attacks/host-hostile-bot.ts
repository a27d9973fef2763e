/** A bot that is hostile to the local Teams host, as a process of its own: what it sends, and what it answers. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { zipSync } from 'fflate';
import { readMemory } from '../bench/process-figures.ts';
import { botAppId, botId, someBotPackageFiles } from '../support/a-bot-package.ts';
import { type RunningMain, runMain } from '../support/run-main.ts';
import { botPassword, getConnectorToken } from '../support/scripted-bot.ts';
import { type Person, sit } from '../support/start-bot-host.ts';
import { openHostPage } from '../support/start-teams-host.ts';
import { waitUntil } from '../support/wait-until.ts';
import { report } from './attacked-app.ts';

const hostEntry = fileURLToPath(new URL('../../src/teams-host/main.ts', import.meta.url));
const botEntry = fileURLToPath(new URL('hostile-bot.ts', import.meta.url));

describe('a hostile bot of the local Teams host', () => {
  let folder: string;
  let server: Server;
  let answer: (response: ServerResponse) => void;
  let host: RunningMain;
  let url: string;
  let karin: Person;
  let chat: string;

  beforeEach(async () => {
    answer = (response) => response.writeHead(200).end();
    server = createServer((request, response) => {
      request.resume().once('end', () => answer(response));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    folder = await mkdtemp(join(tmpdir(), 'teams-host-hostile-bot-'));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`;
    const bot = { kind: 'bot', id: 'gardener', appId: botId, appPassword: botPassword, messagingEndpoint: endpoint };
    await writeFile(join(folder, 'bot.zip'), zipSync(Object.fromEntries(someBotPackageFiles())));
    await writeFile(join(folder, 'registrations.json'), JSON.stringify([{ ...bot, oauthConnections: [] }]));
    const files = ['--app', join(folder, 'bot.zip'), '--registrations', join(folder, 'registrations.json')];
    host = runMain(hostEntry, {}, [], [...files, '--data', join(folder, 'data'), '--port', '0']);
    url = await waitUntil(
      () => /"event":"ready","url":"([^"]+)"/.exec(host.output())?.[1],
      () => `${host.output()}${host.faults()}`,
    );
    karin = await sit({ open: () => openHostPage(url) }, 'Karin Blair');
    chat = await karin.install('personal');
  });

  afterEach(async () => {
    host.process.kill('SIGTERM');
    expect(await host.exited).to.equal(0);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true, force: true });
  });

  /** Uses the page until the work ends. @returns by how many megabytes the host grew. */
  async function watchDuring(work: Promise<unknown>): Promise<number> {
    const pid = host.process.pid ?? 0;
    const before = await readMemory(pid);
    let most = before;
    let isDone = false;
    let slowest = 0;
    const ended = work.finally(() => {
      isDone = true;
    });
    do {
      const start = performance.now();
      expect((await karin.page.get('/api/session')).status).to.equal(200);
      slowest = Math.max(slowest, performance.now() - start);
      most = Math.max(most, await readMemory(pid));
    } while (!isDone);
    await ended;
    report(`memory grew by ${(most - before).toFixed(0)} MB; the page waited at most ${slowest.toFixed(0)} ms`);
    return most - before;
  }

  async function attack(name: string): Promise<Readonly<Record<string, number>>> {
    const bot = runMain(botEntry, {}, [], [url, chat, name]);
    const grown = await watchDuring(bot.exited);
    expect(await bot.exited, bot.faults()).to.equal(0);
    report(bot.output());
    // Not a number on systems without /proc.
    expect(grown > 400).to.equal(false);
    return JSON.parse(bot.output());
  }

  /** The chat still works: the person writes, and the bot as well. */
  async function expectChat(): Promise<void> {
    const { id } = await karin.say(chat, 'still there?');
    const token = await getConnectorToken(url);
    const path = `/teams/v3/conversations/${encodeURIComponent(chat)}/activities`;
    const body = JSON.stringify({ type: 'message', text: 'yes' });
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    await waitUntil(async () => (await fetch(url + path, { method: 'POST', headers, body })).status === 201);
    const messages = await karin.messages(chat);
    expect(messages.some((message) => message.id === id)).to.equal(true);
    expect(messages.at(-1)?.text).to.equal('yes');
  }

  for (const [name, expected] of [
    ['floods', ['201', '429']],
    ['malformed activities', ['400']],
    ['huge bodies', ['413']],
    ['many streams', ['201', '429']],
    ['connections left open', ['tunnel 200', 'tunnel 503']],
  ] as const) {
    it(`does not stop it with ${name}`, async () => {
      const statuses = await attack(name);
      expect(statuses).to.include.keys(...expected);
      expect(Object.keys(statuses).filter((status) => /\b500\b/.test(status))).to.deep.equal([]);
      await expectChat();
    });
  }

  for (const [what, hostile] of [
    ['never answers', () => {}],
    ['answers 500', (response: ServerResponse) => response.writeHead(500).end('x'.repeat(10_000))],
    ['answers with 100 MB', (response: ServerResponse) => response.end(Buffer.alloc(100 * 1024 * 1024, ' '))],
    ['answers with 100,000 levels', (response: ServerResponse) => response.end('['.repeat(100_000))],
    ['resets connections', (response: ServerResponse) => response.destroy()],
  ] as const) {
    it(`does not stop it if it ${what}`, async () => {
      answer = hostile;
      const path = `/api/apps/${botAppId}/commands/findPlants`;
      const queries = Array.from({ length: 20 }, () => karin.post(path, { parameters: { name: 'x' } }));
      const messages = Array.from({ length: 20 }, (_, index) => karin.say(chat, `question ${index}`));
      const grown = await watchDuring(Promise.all([...queries, ...messages]));
      expect(grown > 400).to.equal(false);
      for (const query of queries) {
        expect(await query).to.include({ type: 'message' });
      }
      await expectChat();
    });
  }
});
