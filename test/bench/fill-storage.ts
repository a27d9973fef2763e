import { openSqliteStorage } from '../../src/storage/sqlite/open-sqlite-storage.ts';
import { createRandom, generateRepairs } from '../support/generate-repairs.ts';
import { contoso } from '../support/issuer.ts';

export const benchTenant = contoso;

/** Creates a data folder with `count` repairs of one tenant, the same in every run. */
export async function fillStorage(folder: string, count: number): Promise<void> {
  const storage = await openSqliteStorage({ folder, now: () => new Date() });
  await storage.createAll(benchTenant, generateRepairs(count, createRandom(count)));
  await storage.close();
}
