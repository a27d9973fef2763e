import type { Repair } from '../repairs/repair.ts';
import type { RepairRepository } from '../repairs/repository.ts';

/** A repository that also takes many repairs at once: for sample data, imports and benchmarks. */
export interface RepairStorage extends RepairRepository {
  /**
   * Inserts all the repairs, in the order given, or none of them, as where the tenant has one of the ids already.
   */
  createAll(tenantId: string, repairs: readonly Repair[]): Promise<void>;
}
