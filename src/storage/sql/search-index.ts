import type { Kysely, RawBuilder } from 'kysely';
import type { RepairStatus } from '../../repairs/repair.ts';
import type { RepairRow, Schema } from './schema.ts';

/** The full-text index over repairs, which differs in every database. */
export interface SearchIndex {
  /** Indexes inserted or changed rows. */
  add(db: Kysely<Schema>, rows: readonly RepairRow[]): Promise<void>;

  /** Removes rows, given as they were indexed. */
  remove(db: Kysely<Schema>, rows: readonly RepairRow[]): Promise<void>;

  /**
   * Returns a table expression with the column `position` of repairs that contain all words. Status and name only narrow it: it
   * may contain rows that do not match them, so the caller filters again.
   */
  matches(search: Search): RawBuilder<{ position: number }>;
}

export interface Search {
  readonly tenantId: string;
  /** Folded words, at least one; the last may be a prefix. */
  readonly words: readonly string[];
  readonly status: RepairStatus | undefined;
  /** Result of `toNameKey`. */
  readonly name: string | undefined;
}
