import type { RepairQuery } from '../../src/repairs/query.ts';
import { openSqliteStorage } from '../../src/storage/sqlite/open-sqlite-storage.ts';
import { benchTenant } from './fill-storage.ts';
import type { Figures } from './print-table.ts';

const limit = 25;
const queries: Readonly<Record<string, RepairQuery>> = {
  'newest first': { limit },
  'assignedTo=Karin Blair': { limit, assignedTo: 'Karin Blair' },
  'assignedTo=Kar (beginning of a word)': { limit, assignedTo: 'Kar' },
  'assignedTo, in quotes': { limit, assignedTo: '"Karin Blair"' },
  'assignedTo and status': { limit, assignedTo: 'Karin Blair', status: 'open' },
  'status=open': { limit, status: 'open' },
  'text=vehicle (in every repair)': { limit, text: 'vehicle' },
  'text=gasket': { limit, text: 'gasket' },
  'text=bra (beginning of a word)': { limit, text: 'bra' },
  'assignedTo, status and text': { limit, assignedTo: 'Karin', status: 'open', text: 'gasket' },
};

interface Options {
  readonly folders: { readonly small: string; readonly large: string };
  /** How often each query runs. */
  readonly searches: number;
}

/** Measures how long a page of 25 takes with 1,000 and with 100,000 repairs. */
export async function measureSearch({ folders, searches }: Options): Promise<Figures> {
  const small = await measureFolder(folders.small, searches);
  const large = await measureFolder(folders.large, searches);
  return Object.fromEntries(
    Object.keys(queries).map((name) => {
      const [few, many] = [small.get(name), large.get(name)];
      return [
        name,
        {
          'p50 of 1,000': few?.p50.toFixed(3) ?? '',
          'p99 of 1,000': few?.p99.toFixed(3) ?? '',
          'p50 of 100,000': many?.p50.toFixed(3) ?? '',
          'p99 of 100,000': many?.p99.toFixed(3) ?? '',
          'p50 ratio': ((many?.p50 ?? 0) / (few?.p50 ?? 1)).toFixed(2),
        },
      ];
    }),
  );
}

async function measureFolder(folder: string, searches: number) {
  const storage = await openSqliteStorage({ folder, now: () => new Date() });
  const figures = new Map<string, { readonly p50: number; readonly p99: number }>();
  for (const [name, query] of Object.entries(queries)) {
    for (let round = 0; round < searches / 10; round += 1) {
      await storage.list(benchTenant, query);
    }
    const times = new Float64Array(searches);
    for (let round = 0; round < searches; round += 1) {
      const start = performance.now();
      await storage.list(benchTenant, query);
      times[round] = performance.now() - start;
    }
    times.sort();
    figures.set(name, { p50: times[Math.floor(searches * 0.5)] ?? 0, p99: times[Math.floor(searches * 0.99)] ?? 0 });
  }
  await storage.close();
  return figures;
}
