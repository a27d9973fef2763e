import type { Repair } from '../../repairs/repair.ts';
import type { RepairRepository } from '../../repairs/repository.ts';
import type { SqlPeople } from './sql-people.ts';
import type { SqlPreferences } from './sql-preferences.ts';

/** A repository with bulk insert, for imports, and with what is stored about people in the same database. */
export interface RepairStorage extends RepairRepository {
  readonly preferences: SqlPreferences;
  readonly people: SqlPeople;

  /** Inserts all repairs in the given order; none if any fails, for example because its id exists. */
  createAll(tenantId: string, repairs: readonly Repair[]): Promise<void>;
}
