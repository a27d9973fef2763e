import type { Kysely, RawBuilder } from 'kysely';
import type { RepairStatus } from '../repairs/repair.ts';
import type { RepairRow, Schema } from './schema.ts';

/** The full-text index over repairs: the part of a query that each database does in its own way. */
export interface SearchIndex {
  /** Indexes rows that have just been inserted or changed. */
  add(db: Kysely<Schema>, rows: readonly RepairRow[]): Promise<void>;

  /** Forgets rows; they are given as they were indexed. */
  remove(db: Kysely<Schema>, rows: readonly RepairRow[]): Promise<void>;

  /**
   * A table expression with the column `position` of repairs that hold all the words. The other parts only narrow the
   * search: it may give rows that do not meet them, so the caller checks them again on the row.
   */
  matches(search: Search): RawBuilder<{ position: number }>;
}

export interface Search {
  readonly tenantId: string;
  /** Folded words, at least one; the last may be the beginning of a word. */
  readonly words: readonly string[];
  readonly status: RepairStatus | undefined;
  /** As `toNameKey` gives it. */
  readonly name: string | undefined;
}
