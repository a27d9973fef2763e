import type { RepairStorage } from '../../storage/repair-storage.ts';
import { sampleRepairs } from './sample-data.ts';

/** Gives each tenant its sample repairs, all or none, where it has no repairs at all. */
export async function seedSampleData(storage: RepairStorage): Promise<void> {
  for (const [tenantId, repairs] of sampleRepairs) {
    const { results } = await storage.list(tenantId, { limit: 1 });
    if (results.length === 0) {
      await storage.createAll(tenantId, repairs);
    }
  }
}
