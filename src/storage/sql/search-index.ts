import type { Kysely, RawBuilder } from 'kysely';
import type { RepairStatus } from '../../repairs/repair.ts';
import type { RepairRow, Schema } from './schema.ts';
import type { NameSearch } from './words.ts';

/** The full-text index of repairs; each database has its own implementation. */
export interface SearchIndex {
  /** Indexes inserted or changed rows. */
  add(db: Kysely<Schema>, rows: readonly RepairRow[]): Promise<void>;

  /** Removes rows; they must be the same as when they were added. */
  remove(db: Kysely<Schema>, rows: readonly RepairRow[]): Promise<void>;

  /**
   * Returns a table expression with the column `position` of repairs that contain all words and are assigned to the
   * name. Tenant and status only narrow the result, which may contain rows of others, so the caller filters again.
   */
  matches(search: Search): RawBuilder<{ position: number }>;
}

export interface Search {
  readonly tenantId: string;
  /** Folded words of title and description; the last may be a prefix. Empty if only the name is searched for. */
  readonly words: readonly string[];
  readonly status: RepairStatus | undefined;
  readonly name: NameSearch | undefined;
}
