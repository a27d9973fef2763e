import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { findFreePort } from '../support/find-free-port.ts';
import type { TestIssuer } from '../support/issuer.ts';
import { toBotEnvironment } from '../support/to-bot-environment.ts';
import { builtApp, toAppEnvironment } from './app-environment.ts';
import { fillStorage } from './fill-storage.ts';
import { percentile, runPacedLoad } from './paced-load.ts';
import { type Figures, toCount } from './print-table.ts';
import { readCpuTime, readMemory } from './process-figures.ts';
import { type BenchChannel, type BenchRequest, startChannel } from './start-channel.ts';
import { type StartedProcess, startProcess } from './start-process.ts';

const fileOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const connections = 16;
const turns = 3;
const samples = 5;
const cardsPerAnswer = 10;

const ourBot = 'Repairs';
const bare = 'bare node:http, same bytes';
const rivals = {
  '@microsoft/teams.apps': fileOf('./rivals/teams-apps-bot.ts'),
  '@microsoft/agents-hosting': fileOf('./rivals/agents-hosting-bot.ts'),
};

/** How the setup differs from production, and why that disadvantages no bot. */
export const botNotes = [
  'Every activity carries one of 64 RS256 channel tokens, which every bot verifies with cached keys; Repairs caches the result.',
  'The activities search for 27 different words, so that the cards of all bots come from the same cache of results.',
  'All bots share one repairs API process and one token service process, which they call for each activity.',
  'The rivals get bot tokens from MSAL, which requires https: here they receive the token that its cache would return.',
  'Repairs validates and limits the answers of the API, and logs every request, as in production; the rivals do not.',
  '@microsoft/agents-hosting runs on plain node:http instead of Express, which costs less.',
];

interface Options {
  readonly issuer: TestIssuer;
  /** Data folder of the API. */
  readonly folder: string;
  /** Folder for files that the measurement creates. */
  readonly workFolder: string;
  readonly token: string;
  readonly seconds: number;
  /** Number of activities sent while memory is measured. */
  readonly activities: number;
}

interface Measured {
  readonly name: string;
  readonly process: StartedProcess;
  readonly runs: autocannon.Result[];
  /** Processor time of the runs, in milliseconds. */
  cpu: number;
}

/** Measures a search for ten cards: our bot, the same bot on two other SDKs, and a server that sends the bytes. */
export async function measureBot(options: Options): Promise<{ readonly rates: Figures; readonly memory: Figures }> {
  const { issuer, folder, workFolder, token, seconds, activities } = options;
  const started: { stop(): Promise<void> }[] = [];
  const stopLater = async <Process extends { stop(): Promise<void> }>(starting: Promise<Process>): Promise<Process> => {
    const process = await starting;
    started.unshift(process);
    return process;
  };
  try {
    const channel = await stopLater(startChannel(token));
    const botEnvironment = { NODE_ENV: 'production', ...toBotEnvironment(channel.settings) };
    const startApp = async (data: string, port = 0, api?: string) =>
      stopLater(
        startProcess(builtApp, {
          ...toAppEnvironment(issuer, data),
          ...botEnvironment,
          PORT: String(port),
          ...(api === undefined ? {} : { REPAIRS_API_URL: api }),
        }),
      );
    const api = await startApp(folder);
    const own = join(workFolder, 'bot');
    await fillStorage(own, 1);
    const bots = [await toMeasured(ourBot, startApp(own, 0, api.url))];
    for (const [name, file] of Object.entries(rivals)) {
      const starting = stopLater(startProcess(file, { ...botEnvironment, REPAIRS_API_URL: api.url }));
      bots.push(await toMeasured(name, starting));
    }
    const bytes = await verifyAll(bots, channel);
    const bodyFile = join(workFolder, 'answer.json');
    await writeFile(bodyFile, bytes);
    const bareServer = stopLater(startProcess(fileOf('./bare-server.ts'), { BENCH_BODY: bodyFile }));
    const measured = [await toMeasured(bare, bareServer), ...bots];

    await measureRates(measured, channel, seconds);
    const latencies = await measureLatencies(measured, channel, seconds);
    const rates: Record<string, Record<string, string>> = {};
    const fastestRival = Math.max(...measured.filter(({ name }) => name in rivals).map(toRate));
    for (const entry of measured) {
      const { name, runs, cpu } = entry;
      const rate = toRate(entry);
      const paced = latencies.get(name) ?? [];
      const answers = runs.reduce((sum, { requests }) => sum + requests.total, 0);
      rates[name] = {
        'requests/s': toCount(rate),
        'ratio to bare': (rate / toRate(measured[0] as Measured)).toFixed(2),
        'to faster rival': (rate / fastestRival).toFixed(2),
        'CPU µs each': ((cpu * 1000) / answers).toFixed(0),
        'p50 ms': mean(runs.map(({ latency }) => latency.p50)).toFixed(0),
        'p99 ms': mean(runs.map(({ latency }) => latency.p99)).toFixed(0),
        'p50 ms at half': percentile(paced, 0.5)?.toFixed(1) ?? '',
        'p99 ms at half': percentile(paced, 0.99)?.toFixed(1) ?? '',
      };
    }
    const port = await findFreePort();
    const whole = await startApp(folder, port, `http://127.0.0.1:${port}`);
    return { rates, memory: await watchMemory(whole, channel, activities) };
  } finally {
    for (const process of started) {
      await process.stop();
    }
  }
}

async function toMeasured(name: string, starting: Promise<StartedProcess>): Promise<Measured> {
  return { name, process: await starting, runs: [], cpu: 0 };
}

/** Verifies that every bot rejects a forged token and answers each search with ten cards. @returns an answer of the first bot */
async function verifyAll(bots: readonly Measured[], { requests, forged }: BenchChannel): Promise<string> {
  let bytes = '';
  for (const { name, process } of bots.toReversed()) {
    const refusal = await post(process.url, forged);
    if (refusal.status !== 401) {
      throw new Error(`${name} answered ${refusal.status} to a forged token.`);
    }
    for (const request of requests) {
      bytes = await verifyAnswer(name, await post(process.url, request));
    }
  }
  return bytes;
}

async function verifyAnswer(name: string, answer: Response): Promise<string> {
  const bytes = await answer.text();
  const { composeExtension } = JSON.parse(bytes) as { composeExtension?: { attachments?: readonly unknown[] } };
  const cards = composeExtension?.attachments?.length;
  if (answer.status !== 200 || cards !== cardsPerAnswer) {
    throw new Error(`${name} answered ${answer.status} with ${cards} cards: ${bytes.slice(0, 200)}`);
  }
  return bytes;
}

const post = (url: string, { path, ...request }: BenchRequest): Promise<Response> => fetch(url + path, request);

/** Warms up all bots, then measures them in turns, so that a slow moment of the machine affects all of them. */
async function measureRates(measured: readonly Measured[], channel: BenchChannel, seconds: number): Promise<void> {
  for (const { process } of measured) {
    await load(process.url, channel, { duration: Math.max(1, Math.round(seconds / 2)) });
  }
  for (let turn = 0; turn < turns; turn += 1) {
    for (const entry of measured) {
      const { process, runs } = entry;
      const before = await readCpuTime(process.pid);
      runs.push(await load(process.url, channel, { duration: Math.max(1, Math.round(seconds / 2)) }));
      entry.cpu += (await readCpuTime(process.pid)) - before;
    }
  }
}

const toRate = ({ runs }: Measured): number => mean(runs.map(({ requests }) => requests.average));

/**
 * Measures latencies at half of each bot's own rate, evenly paced and in turns, and returns them sorted. Skips the bare
 * server, whose rate is more than one process can pace.
 */
async function measureLatencies(
  measured: readonly Measured[],
  { requests }: BenchChannel,
  seconds: number,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const latencies = new Map<string, number[]>();
  for (let turn = 0; turn < turns; turn += 1) {
    for (const entry of measured.filter(({ name }) => name !== bare)) {
      const { name, process } = entry;
      const load = { url: process.url, requests, rate: toRate(entry) / 2, seconds: Math.max(1, seconds / 2) };
      latencies.set(
        name,
        [...(latencies.get(name) ?? []), ...(await runPacedLoad(load))].sort((a, b) => a - b),
      );
    }
  }
  return latencies;
}

async function watchMemory(app: StartedProcess, channel: BenchChannel, activities: number): Promise<Figures> {
  const row: Record<string, string> = { start: toMegabytes(await readMemory(app.pid)) };
  let rate = 0;
  for (let sample = 1; sample <= samples; sample += 1) {
    const amount = Math.round(activities / samples);
    const result = await load(app.url, channel, { amount });
    rate += result.requests.total / result.duration / samples;
    row[`after ${toCount(sample * amount)}`] = toMegabytes(await readMemory(app.pid));
  }
  return { 'bot and API in one process': { ...row, 'requests/s': toCount(rate) } };
}

const toMegabytes = (megabytes: number): string => `${megabytes.toFixed(0)} MB`;

async function load(url: string, { requests }: BenchChannel, extent: { duration: number } | { amount: number }) {
  const result = await autocannon({ url, connections, requests: [...requests], ...extent });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${url}: ${result.non2xx} answers without status 2xx, ${result.errors} failed requests.`);
  }
  return result;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
