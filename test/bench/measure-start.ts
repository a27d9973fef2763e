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

/** From the start of the process to its first good answer to /readyz, and what it holds in memory then. */
export async function measureStart({ issuer, folder, starts }: Options): Promise<Figures> {
  const times: number[] = [];
  let memory = Number.NaN;
  for (let round = 0; round < starts; round += 1) {
    const start = performance.now();
    const app = await startProcess(builtApp, toAppEnvironment(issuer, folder));
    while (!(await fetch(`${app.url}/readyz`)).ok) {
      // Asked again at once: what is measured is when it first says yes.
    }
    times.push(performance.now() - start);
    memory = await readMemory(app.pid);
    await app.stop();
  }
  const median = times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
  return { app: { 'ready after ms (median)': median.toFixed(0), 'resident memory MB': memory.toFixed(0) } };
}
