/**
 * A hostile bot, in a process of its own: node hostile-bot.ts <url of the host> <id of a conversation> <attack>.
 * Prints how often each status was the answer. Every attack is limited in number and time.
 */
import { request } from 'node:http';
import { argv, stdout } from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { getConnectorToken } from '../support/scripted-bot.ts';

const [, , url = '', conversationId = '', attack = ''] = argv;
const token = await getConnectorToken(url);
const activities = `/teams/v3/conversations/${encodeURIComponent(conversationId)}/activities`;
const statuses: Record<string, number> = {};
const seconds = 15;
const end = Date.now() + seconds * 1000;

function count(status: string): void {
  statuses[status] = (statuses[status] ?? 0) + 1;
}

async function call(method: string, path: string, body: string | Uint8Array<ArrayBuffer>, type = 'application/json') {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': type };
  try {
    const answer = await fetch(url + path, { method, headers, body });
    await answer.arrayBuffer();
    count(String(answer.status));
  } catch {
    count('closed');
  }
}

/** Runs work a number of times, some of it at once, for a limited time. */
async function repeat(times: number, atOnce: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const run = async () => {
    while (next < times && Date.now() < end) {
      next += 1;
      await work(next);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, run));
}

const streamed = (index: number, text: string) => ({
  type: 'typing',
  text,
  entities: [{ type: 'streaminfo', streamType: 'streaming', streamSequence: index }],
});

const malformed: readonly string[] = [
  '',
  'null',
  '[]',
  '7',
  '"constructor"',
  '{"type":',
  '{"type":"constructor"}',
  '{"type":"message","text":7}',
  '{"type":"message","text":"x","__proto__":{"type":"typing"}}',
  `{"type":"message","text":"x","value":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
  `{"type":"message","attachments":${JSON.stringify(Array.from({ length: 5_000 }, () => ({})))}}`,
  '{"type":"message","text":"x","attachments":[null,{"contentType":"__proto__"}],"entities":[null,7]}',
  '{"type":"message","text":"x","channelData":{"feedbackLoop":{"type":"toString"}},"importance":"hasOwnProperty"}',
  '{"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.hero","content":{"title":{},"buttons":"x","images":[null]}}]}',
  '{"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":{"type":"AdaptiveCard","version":"1e999","body":[{"type":"constructor"}]}}]}',
  '{"type":"typing","text":"x","entities":[{"type":"streaminfo","streamType":"streaming","streamSequence":1e999}]}',
];

const attacks: Readonly<Record<string, () => Promise<void>>> = {
  floods: () =>
    repeat(10_000, 50, (index) =>
      call('POST', activities, JSON.stringify({ type: 'message', text: `flood ${index}` })),
    ),

  'malformed activities': () =>
    repeat(1_000, 10, async (index) => {
      const body = malformed[index % malformed.length] ?? '';
      const id = ['', '/constructor', '/1'][index % 3];
      await call(id === '' ? 'POST' : 'PUT', `${activities}${id}`, body);
      await delay(5);
    }),

  'huge bodies': () =>
    repeat(40, 8, (index) => call('POST', activities, Buffer.alloc(20 * 1024 * 1024, index % 2 === 0 ? ' ' : '['))),

  'many streams': () =>
    repeat(600, 20, (index) => call('POST', activities, JSON.stringify(streamed(1, 'x'.repeat(index * 100))))),

  'connections left open': async () => {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    const heads = [
      { method: 'POST', path: activities, headers: { ...headers, 'Content-Length': 1000 } },
      { method: 'CONNECT', path: 'api.botframework.com:443' },
    ];
    for (let index = 0; index < 300; index += 1) {
      const open = request(url, { ...heads[index % heads.length], agent: false });
      open.on('error', () => {});
      open.on('response', ({ statusCode }) => count(String(statusCode)));
      open.on('connect', ({ statusCode }) => count(`tunnel ${statusCode}`));
      open.flushHeaders();
      if (index % 20 === 0) {
        await delay(10);
      }
    }
    await delay(3_000);
  },
};

await attacks[attack]?.();
stdout.write(JSON.stringify(statuses));
process.exit(0);
