import type { Repair } from '../../repairs/repair.ts';
import type { RepairRepository } from '../../repairs/repository.ts';
import type { SqlPreferences } from './sql-preferences.ts';

/**
 * A repository with bulk insert, for imports, and with the preferences of people in the same database.
 */
export interface RepairStorage extends RepairRepository {
  readonly preferences: SqlPreferences;

  /**
   * Inserts all repairs in this order, or none, for example if one of the ids exists.
   */
  createAll(tenantId: string, repairs: readonly Repair[]): Promise<void>;
}
