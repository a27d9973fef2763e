import { expect } from 'chai';
import type { RepairQuery } from '../../src/repairs/query.ts';
import type { Repair } from '../../src/repairs/repair.ts';
import type { RepairStorage } from '../../src/storage/sql/repair-storage.ts';
import { aRepair } from '../support/a-repair.ts';

/** Gives an empty storage that lives by the clock. */
export type OpenStorage = (now: () => Date) => Promise<RepairStorage>;

/** A storage of its own for each test of a `describe`, and what tests do with it. */
export interface RepositoryUnderTest {
  storage(): RepairStorage;
  /** Lets milliseconds pass. */
  pass(milliseconds: number): void;
  /** Creates one repair of Contoso for each. */
  create(...overrides: readonly Partial<Repair>[]): Promise<readonly Repair[]>;
  idsOf(query?: Partial<RepairQuery>, tenantId?: string): Promise<readonly string[]>;
  /** All pages of Contoso, one after the other. */
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
    () => expect.fail('nothing was refused'),
    (fault: unknown) => fault,
  );
}
