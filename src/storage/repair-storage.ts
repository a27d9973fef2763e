import type { Repair } from '../repairs/repair.ts';
import type { RepairRepository } from '../repairs/repository.ts';
import type { SqlPreferences } from './sql-preferences.ts';

/**
 * A repository that also takes many repairs at once, for sample data, imports and benchmarks; in the same database lie
 * people's preferences.
 */
export interface RepairStorage extends RepairRepository {
  /** Closed with the storage. */
  readonly preferences: SqlPreferences;

  /**
   * Inserts all the repairs, in the order given, or none of them, as where the tenant has one of the ids already.
   */
  createAll(tenantId: string, repairs: readonly Repair[]): Promise<void>;
}
