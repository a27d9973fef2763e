import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { toCursor, toPosition } from '../../src/storage/sql/position.ts';
import { createRandom } from '../support/generate-repairs.ts';
import type { TestIssuer } from '../support/issuer.ts';
import { builtApp, toAppEnvironment } from './app-environment.ts';
import { type Figures, toCount } from './print-table.ts';
import { readCpuTime } from './process-figures.ts';
import { type StartedProcess, startProcess } from './start-process.ts';

const bareServer = fileURLToPath(new URL('./bare-server.ts', import.meta.url));
const connections = 16;
/** More than the app caches, so that each page is evicted before it is requested again. */
const differentPages = 5_000;

interface Options {
  readonly issuer: TestIssuer;
  readonly folder: string;
  readonly token: string;
  readonly seconds: number;
}

/**
 * Measures the rate of the authorized query for the cached first page and for uncached pages, and compares it with that
 * of a bare server that gets the same requests and sends the bytes of the first page.
 */
export async function measureApi({ issuer, folder, token, seconds }: Options): Promise<Figures> {
  const app = await startProcess(builtApp, toAppEnvironment(issuer, folder));
  const bodyFile = join(folder, 'body.json');
  try {
    const headers = { Authorization: `Bearer ${token}` };
    const url = `${app.url}/api/repairs`;
    await writeFile(bodyFile, await (await fetch(url, { headers })).text());
    const bare = await startProcess(bareServer, { BENCH_BODY: bodyFile });
    try {
      return await measureInTurns(seconds, [
        { name: 'bare node:http, same bytes', server: bare, load: { url: `${bare.url}/api/repairs`, headers } },
        { name: 'repairs API, cached first page', server: app, load: { url, headers } },
        {
          name: 'repairs API, uncached pages',
          server: app,
          load: { url, headers, setupClient: requestUncachedPages() },
        },
      ]);
    } finally {
      await bare.stop();
    }
  } finally {
    await app.stop();
    await rm(bodyFile, { force: true });
  }
}

interface Contender {
  readonly name: string;
  readonly server: StartedProcess;
  readonly load: Pick<autocannon.Options, 'url' | 'headers' | 'setupClient'>;
}

/** Warms up all contenders, then measures them in turns, so that a slow moment of the machine affects all of them. */
async function measureInTurns(seconds: number, contenders: readonly Contender[]): Promise<Figures> {
  const runs = contenders.map((contender) => ({ ...contender, results: [] as autocannon.Result[], cpu: 0 }));
  for (const { load } of runs) {
    await fire(load, 1);
  }
  for (let turn = 0; turn < 3; turn += 1) {
    for (const run of runs) {
      const before = await readCpuTime(run.server.pid);
      run.results.push(await fire(run.load, seconds / 2));
      run.cpu += (await readCpuTime(run.server.pid)) - before;
    }
  }
  const rateOf = (run: (typeof runs)[number]) => mean(run.results.map(({ requests }) => requests.average));
  const bareRate = runs[0] === undefined ? Number.NaN : rateOf(runs[0]);
  return Object.fromEntries(
    runs.map((run) => [
      run.name,
      {
        'requests/s': toCount(rateOf(run)),
        'ratio to bare': (rateOf(run) / bareRate).toFixed(2),
        'CPU µs each': ((run.cpu * 1000) / sum(run.results.map(({ requests }) => requests.total))).toFixed(0),
        'p50 ms': mean(run.results.map(({ latency }) => latency.p50)).toFixed(1),
        'p99 ms': mean(run.results.map(({ latency }) => latency.p99)).toFixed(1),
      },
    ]),
  );
}

/** Gives each connection its own full pages, spread over the two years of the generated repairs. */
function requestUncachedPages(): (client: autocannon.Client) => void {
  const random = createRandom(1);
  return (client) => {
    const pages = Array.from({ length: differentPages }, () => {
      const date = new Date(Date.UTC(2024, 1, 1) + Math.floor(random() * 690) * 86_400_000).toISOString().slice(0, 10);
      return { path: `/api/repairs?cursor=${toCursor(toPosition(date, Math.floor(random() * 100_000)))}` };
    });
    client.setRequests(pages);
  };
}

async function fire(options: Contender['load'], seconds: number): Promise<autocannon.Result> {
  const result = await autocannon({ ...options, connections, duration: Math.max(1, Math.round(seconds)) });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${options.url}: ${result.non2xx} answers without status 2xx, ${result.errors} failed requests.`);
  }
  return result;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;
