import type { RepairStorage } from '../../storage/sql/repair-storage.ts';
import { sampleRepairs } from './sample-data.ts';

/** Creates the sample repairs of each tenant that has no repairs, in one transaction per tenant. */
export async function seedSampleData(storage: RepairStorage): Promise<void> {
  for (const [tenantId, repairs] of sampleRepairs) {
    const { results } = await storage.list(tenantId, { limit: 1 });
    if (results.length === 0) {
      await storage.createAll(tenantId, repairs);
    }
  }
}
