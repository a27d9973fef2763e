import autocannon from 'autocannon';
import { type Figures, toCount } from './print-table.ts';
import { readCpuTime } from './process-figures.ts';
import type { StartedProcess } from './start-process.ts';

const connections = 16;

export interface Contender {
  readonly name: string;
  readonly server: StartedProcess;
  readonly load: Pick<autocannon.Options, 'url' | 'headers' | 'setupClient'>;
}

/**
 * Warms up all contenders, then measures them in turns, so that a slow moment of the machine affects all of them.
 * @param ratio name of the column that compares each rate with that of the first contender.
 */
export async function measureInTurns(
  seconds: number,
  ratio: string,
  contenders: readonly Contender[],
): Promise<Figures> {
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
  const firstRate = runs[0] === undefined ? Number.NaN : rateOf(runs[0]);
  return Object.fromEntries(
    runs.map((run) => [
      run.name,
      {
        'requests/s': toCount(rateOf(run)),
        [ratio]: (rateOf(run) / firstRate).toFixed(2),
        'CPU µs each': ((run.cpu * 1000) / sum(run.results.map(({ requests }) => requests.total))).toFixed(0),
        'p50 ms': mean(run.results.map(({ latency }) => latency.p50)).toFixed(1),
        'p99 ms': mean(run.results.map(({ latency }) => latency.p99)).toFixed(1),
      },
    ]),
  );
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
