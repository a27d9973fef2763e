/** Runs the official Agents Playground as a child process, and drives it through the routes that its page uses. */
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
const timeout = 10_000;

export interface PlaygroundAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** A created or updated message, as the page receives it. */
export interface PlaygroundMessage {
  readonly action: string;
  readonly messageId: string;
  readonly text?: string;
  readonly attachments: readonly { readonly contentType: string; readonly content: unknown }[];
}

export interface Playground {
  readonly url: string;
  readonly chatId: string;
  /** Lines on stderr, including refused connections beyond loopback. */
  readonly complaints: readonly string[];
  /** All messages of the bot so far. */
  readonly shown: readonly PlaygroundMessage[];
  /** Writes into the personal chat and waits for the bot's next message. */
  say(text: string): Promise<PlaygroundMessage>;
  /** Sends an invoke to the bot. @param replyToId id of the message whose card sends it */
  invoke(name: string, value: unknown, replyToId?: string): Promise<PlaygroundAnswer>;
  close(): Promise<void>;
}

export interface PlaygroundOptions {
  /** The URL to which it posts activities. */
  readonly botEndpoint: string;
  /** The service URL in its activities. */
  readonly serviceUrl: string;
}

/** Starts the Playground as Karin Blair of Contoso on the Teams channel, without telemetry or a browser. */
export async function startPlayground({ botEndpoint, serviceUrl }: PlaygroundOptions): Promise<Playground> {
  const folder = await mkdtemp(join(tmpdir(), 'repairs-playground-'));
  await writeFile(join(folder, '.m365agentsplayground.yml'), stringify(configuration));
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
  await once(stream, 'open', { signal: AbortSignal.timeout(timeout) });

  const post = async (path: string, body: unknown): Promise<PlaygroundAnswer> => {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeout),
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
        const timer = setTimeout(() => reject(new Error(`The bot did not answer "${text}".`)), timeout);
        waiting.push((message) => {
          clearTimeout(timer);
          resolveNext(message);
        });
      });
      const path = `/_conversation/v1/conversations/${chatId}/messages`;
      const { status, body } = await post(path, { from: person, text, textFormat: 'plain' });
      if (status !== 200) {
        throw new Error(`The Playground rejected the message: ${status} ${JSON.stringify(body)}`);
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

/** Reads the port from the line "Listening on <port>", which the Playground prints when it is ready. */
async function findPort(child: ChildProcess, complaints: readonly string[]): Promise<string> {
  const signal = AbortSignal.timeout(timeout);
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

/** The Playground's configuration file, which requires five other users and misspells "principal". */
const configuration = {
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
