/** The official Agents Playground as a process of its own, driven over the routes that its page uses. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { botAppId, karinAccount } from '../support/an-activity.ts';
import { contoso } from '../support/issuer.ts';

const { resolve } = createRequire(import.meta.url);
const cli = join(dirname(resolve('@microsoft/m365agentsplayground/package.json')), 'cli.js');
const stayOnLoopback = fileURLToPath(new URL('./stay-on-loopback.ts', import.meta.url));
const patience = 10_000;

export interface PlaygroundAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** What the page would draw: a message that was created or updated. */
export interface PlaygroundMessage {
  readonly action: string;
  readonly messageId: string;
  readonly text?: string;
  readonly attachments: readonly { readonly contentType: string; readonly content: unknown }[];
}

export interface Playground {
  readonly url: string;
  readonly chatId: string;
  /** Lines on stderr, attempts to leave the machine among them. */
  readonly complaints: readonly string[];
  /** Every message of the bot that the page would have drawn by now. */
  readonly shown: readonly PlaygroundMessage[];
  /** Writes into the personal chat and waits for the bot's next message. */
  say(text: string): Promise<PlaygroundMessage>;
  /** Has an invoke sent to the bot. @param replyToId the message whose card it comes from. */
  invoke(name: string, value: unknown, replyToId?: string): Promise<PlaygroundAnswer>;
  close(): Promise<void>;
}

export interface PlaygroundOptions {
  /** Where it posts activities. */
  readonly botEndpoint: string;
  /** What it tells the bot to answer to. */
  readonly serviceUrl: string;
}

/** Starts the Playground with Karin Blair of Contoso in front of it, as Teams, without telemetry or browser. */
export async function startPlayground({ botEndpoint, serviceUrl }: PlaygroundOptions): Promise<Playground> {
  const folder = await mkdtemp(join(tmpdir(), 'repairs-playground-'));
  await writeFile(join(folder, '.m365agentsplayground.yml'), stringify(worldOfKarin));
  const flags = ['--app-endpoint', botEndpoint, '--service-url', serviceUrl, '--channel-id', 'msteams', '--port', '0'];
  const child = spawn(process.execPath, ['--import', stayOnLoopback, cli, 'start', ...flags, '--disable-telemetry'], {
    cwd: folder,
    env: { ...process.env, TEAMSAPPTESTER_BROWSER: 'none', APPLICATION_INSIGHTS_NO_STATSBEAT: 'true' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const complaints: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => complaints.push(...chunk.toString().split('\n').filter(Boolean)));
  const exited = once(child, 'exit');
  const end = async (): Promise<void> => {
    child.kill('SIGTERM');
    await exited;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const url = `http://127.0.0.1:${await findPort(child, complaints)}`;
    return await drive(url, complaints, end);
  } catch (fault) {
    await end();
    throw fault;
  }
}

async function drive(url: string, complaints: readonly string[], end: () => Promise<void>): Promise<Playground> {
  const { config } = (await (await fetch(`${url}/_internal/v1/testConfig`)).json()) as PlaygroundConfig;
  const chatId = config.personalChat.id;
  const person = { id: config.currentUser.id };
  const shown: PlaygroundMessage[] = [];
  const waiting: ((message: PlaygroundMessage) => void)[] = [];
  const stream = new WebSocket(`${url.replace('http:', 'ws:')}/_ws_conversation/v1/conversations/stream`);
  stream.addEventListener('message', ({ data }) => {
    const { action, message } = JSON.parse(String(data)) as { action: string; message?: PlaygroundMessage };
    if (message !== undefined) {
      const entry = { ...message, action };
      shown.push(entry);
      waiting.shift()?.(entry);
    }
  });
  await once(stream, 'open', { signal: AbortSignal.timeout(patience) });

  const post = async (path: string, body: unknown): Promise<PlaygroundAnswer> => {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(patience),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
  };

  return {
    url,
    chatId,
    complaints,
    shown,
    async say(text) {
      const next = new Promise<PlaygroundMessage>((resolveNext, reject) => {
        const timer = setTimeout(() => reject(new Error(`The bot did not answer "${text}".`)), patience);
        waiting.push((message) => {
          clearTimeout(timer);
          resolveNext(message);
        });
      });
      const path = `/_conversation/v1/conversations/${chatId}/messages`;
      const { status, body } = await post(path, { from: person, text, textFormat: 'plain' });
      if (status !== 200) {
        throw new Error(`The Playground did not take the message: ${status} ${JSON.stringify(body)}`);
      }
      return next;
    },
    invoke: (name, value, replyToId) =>
      post('/_conversation/v1/invoke', {
        name,
        value,
        from: person,
        conversation: { id: chatId },
        ...(replyToId === undefined ? {} : { replyToId }),
      }),
    async close() {
      stream.close();
      await end();
    },
  };
}

interface PlaygroundConfig {
  readonly config: {
    readonly personalChat: { readonly id: string };
    readonly currentUser: { readonly id: string };
  };
}

/** It writes "Listening on" and its port when it is ready. */
async function findPort(child: ChildProcess, complaints: readonly string[]): Promise<string> {
  const signal = AbortSignal.timeout(patience);
  let output = '';
  while (!signal.aborted) {
    const [chunk] = (await once(child.stdout ?? child, 'data', { signal })) as Buffer[];
    output += String(chunk);
    const port = /Listening on (\d+)/.exec(output)?.[1];
    if (port !== undefined) {
      return port;
    }
  }
  throw new Error(`The Playground did not start: ${output}${complaints.join('\n')}`);
}

/** The Playground's own configuration file, with its spelling of "principal" and the five others it insists on. */
const worldOfKarin = {
  version: '0.1.1',
  tenantId: contoso,
  bot: { id: `28:${botAppId}`, name: 'Repairs' },
  currentUser: toPerson(karinAccount.id, karinAccount.name, karinAccount.aadObjectId),
  users: ['Issac Fielder', 'Daisy Phillips', 'Megan Bowen', 'Adele Vance', 'Lynne Robbins'].map((name, index) =>
    toPerson(`29:other-${index}`, name, `00000000-0000-4000-8000-00000000000${index}`),
  ),
  personalChat: { id: 'a:chat-of-karin' },
  groupChat: { id: '19:group-of-karin', name: 'Group Chat' },
  team: { id: '19:team-of-karin', name: 'My Team', aadGroupId: '00000000-0000-4000-8000-000000000031', channels: [] },
};

function toPerson(id: string, name: string, aadObjectId: string): object {
  const [givenName = '', surname = ''] = name.split(' ');
  const email = `${givenName.toLowerCase()}@contoso.example`;
  return { id, name, userPrincipleName: email, aadObjectId, givenName, surname, email };
}
