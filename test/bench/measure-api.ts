import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import type { TestIssuer } from '../support/issuer.ts';
import { builtApp, toAppEnvironment } from './app-environment.ts';
import { type Figures, toCount } from './print-table.ts';
import { startProcess } from './start-process.ts';

const bareServer = fileURLToPath(new URL('./bare-server.ts', import.meta.url));
const connections = 16;

interface Options {
  readonly issuer: TestIssuer;
  readonly folder: string;
  readonly token: string;
  readonly seconds: number;
}

/** The rate of the authorized query against that of a bare server which sends the same bytes. */
export async function measureApi({ issuer, folder, token, seconds }: Options): Promise<Figures> {
  const app = await startProcess(builtApp, toAppEnvironment(issuer, folder));
  const bodyFile = join(folder, 'body.json');
  try {
    const query = { url: `${app.url}/api/repairs`, headers: { Authorization: `Bearer ${token}` } };
    await writeFile(bodyFile, await (await fetch(query.url, query)).text());
    const bare = await startProcess(bareServer, { BENCH_BODY: bodyFile });
    try {
      // Both are warmed, then measured in turns, so that a slow moment of the machine meets both.
      await load({ url: bare.url }, 1);
      await load(query, 1);
      const bareRuns = [];
      const appRuns = [];
      for (let turn = 0; turn < 3; turn += 1) {
        bareRuns.push(await load({ url: bare.url }, seconds / 2));
        appRuns.push(await load(query, seconds / 2));
      }
      const bareRate = mean(bareRuns.map(({ requests }) => requests.average));
      const appRate = mean(appRuns.map(({ requests }) => requests.average));
      const toRow = (rate: number, runs: readonly autocannon.Result[]) => ({
        'requests/s': toCount(rate),
        'ratio to bare': (rate / bareRate).toFixed(2),
        'p50 ms': String(mean(runs.map(({ latency }) => latency.p50))),
        'p99 ms': mean(runs.map(({ latency }) => latency.p99)).toFixed(1),
      });
      return { 'bare node:http, same bytes': toRow(bareRate, bareRuns), 'repairs API': toRow(appRate, appRuns) };
    } finally {
      await bare.stop();
    }
  } finally {
    await app.stop();
    await rm(bodyFile, { force: true });
  }
}

async function load(options: { url: string; headers?: Record<string, string> }, seconds: number) {
  const result = await autocannon({ ...options, connections, duration: Math.max(1, Math.round(seconds)) });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${options.url} answered ${result.non2xx} times with another status, ${result.errors} times not.`);
  }
  return result;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
