import type { TestIssuer } from '../support/issuer.ts';
import { builtApp, toAppEnvironment } from './app-environment.ts';
import type { Figures } from './print-table.ts';
import { readMemory } from './process-figures.ts';
import { startProcess } from './start-process.ts';

interface Options {
  readonly issuer: TestIssuer;
  readonly folder: string;
  readonly starts: number;
}

/** Measures the time from process start to the first 200 from /readyz, and the resident memory at that moment. */
export async function measureStart({ issuer, folder, starts }: Options): Promise<Figures> {
  const times: number[] = [];
  let memory = Number.NaN;
  for (let round = 0; round < starts; round += 1) {
    const start = performance.now();
    const app = await startProcess(builtApp, toAppEnvironment(issuer, folder));
    while (!(await fetch(`${app.url}/readyz`)).ok) {
      // Polls without delay, to measure when it first succeeds.
    }
    times.push(performance.now() - start);
    memory = await readMemory(app.pid);
    await app.stop();
  }
  const median = times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
  return { app: { 'ready after ms (median)': median.toFixed(0), 'resident memory MB': memory.toFixed(0) } };
}
