import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { zipSync } from 'fflate';
import { packTeamsHost } from '../../src/dev/pack-teams-host/pack-teams-host.ts';
import { somePackageFiles } from '../support/an-app-package.ts';
import type { Figures } from './print-table.ts';
import { readMemory } from './process-figures.ts';
import { startProcess } from './start-process.ts';

interface Options {
  readonly folder: string;
  readonly starts: number;
}

/**
 * Measures the time from process start to the whole page, and the resident memory at that moment without the worker.
 * Each start has the data folder of the one before; the first start, which creates it, is a figure of its own.
 */
export async function measurePackedHost({ folder, starts }: Options): Promise<Figures> {
  const file = await packTeamsHost(join(folder, 'packed'));
  await promisify(execFile)('tar', ['-xzf', file, '-C', join(folder, 'packed')]);
  const app = join(folder, 'packed/garden.zip');
  await writeFile(app, zipSync(Object.fromEntries(somePackageFiles())));
  const entry = join(folder, 'packed/package/bin/teams-host.cjs');
  const args = ['--app', app, '--port', '0', '--data', join(folder, 'packed/data')];
  const times: number[] = [];
  let memory = Number.NaN;
  for (let round = 0; round <= starts; round += 1) {
    const start = performance.now();
    const host = await startProcess(entry, {}, args);
    for (const path of ['/', '/page.js', '/page.css']) {
      await (await fetch(`${host.url}${path}`)).arrayBuffer();
    }
    times.push(performance.now() - start);
    memory = await readMemory(host.pid);
    await host.stop();
  }
  const [first = Number.NaN, ...others] = times;
  const sorted = others.sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  return {
    'packed host': {
      'page after ms (first start)': first.toFixed(0),
      'page after ms (fastest)': (sorted[0] ?? Number.NaN).toFixed(0),
      'page after ms (median)': median.toFixed(0),
      'resident memory MB': memory.toFixed(0),
    },
  };
}
