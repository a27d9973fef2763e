import { expect } from 'chai';
import type { RepairQuery } from '../../src/repairs/query.ts';
import type { Repair } from '../../src/repairs/repair.ts';
import type { RepairStorage } from '../../src/storage/sql/repair-storage.ts';
import { aRepair } from '../support/a-repair.ts';

/** Opens an empty storage that uses the given clock. */
export type OpenStorage = (now: () => Date) => Promise<RepairStorage>;

/** A new storage for each test of a `describe`, with helpers for the tests. */
export interface RepositoryUnderTest {
  storage(): RepairStorage;
  /** Advances the clock. */
  pass(milliseconds: number): void;
  /** Creates one repair of Contoso for each set of overrides. */
  create(...overrides: readonly Partial<Repair>[]): Promise<readonly Repair[]>;
  idsOf(query?: Partial<RepairQuery>, tenantId?: string): Promise<readonly string[]>;
  /** Reads all pages of Contoso in order; calls `between` after each page. */
  pagesOf(query: RepairQuery, between?: () => Promise<unknown>): Promise<(readonly string[])[]>;
}

export function startRepository(open: OpenStorage): RepositoryUnderTest {
  let storage: RepairStorage;
  let time: number;

  beforeEach(async () => {
    time = Date.parse('2026-01-01T00:00:00Z');
    storage = await open(() => new Date(time));
  });

  afterEach(() => storage.close());

  return {
    storage: () => storage,
    pass(milliseconds) {
      time += milliseconds;
    },
    async create(...overrides) {
      const repairs = overrides.map((fields) => aRepair(fields));
      for (const repair of repairs) {
        await storage.create('contoso', repair);
      }
      return repairs;
    },
    idsOf: async (query = {}, tenantId = 'contoso') =>
      (await storage.list(tenantId, { limit: 100, ...query })).results.map(({ id }) => id),
    async pagesOf(query, between = async () => {}) {
      const pages: (readonly string[])[] = [];
      for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
        const page = await storage.list('contoso', cursor === undefined ? query : { ...query, cursor });
        pages.push(page.results.map(({ id }) => id));
        cursor = page.nextCursor;
        await between();
      }
      return pages;
    },
  };
}

export function faultOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => expect.fail('nothing was thrown'),
    (fault: unknown) => fault,
  );
}
