/** Creates, updates and deletes repairs until killed; prints each acknowledged write to stdout as a JSON line. */
import { openSqliteStorage } from '../../../src/storage/sqlite/open-sqlite-storage.ts';
import { aRepair } from '../../support/a-repair.ts';

const [folder = '', prefix = ''] = process.argv.slice(2);
const storage = await openSqliteStorage({ folder, now: () => new Date(), lockTimeout: 30_000 });

async function write(writer: number): Promise<never> {
  for (let number = 0; ; number += 1) {
    const id = `${prefix}-${writer}-${number}`;
    const idempotency = { userId: 'karin', key: id, fingerprint: id };
    const kept = await storage.create('contoso', aRepair({ id, title: `Created ${id}` }), idempotency);
    report({ id, title: kept.title, version: kept.version });
    if (number % 3 > 0) {
      const changes = { title: `Changed ${id}`, date: '2025-01-01', assignedTo: `Mona ${id}` };
      const changed = await storage.update('contoso', id, 1, changes);
      report({ id, title: changed?.title, version: changed?.version });
    }
    if (number % 3 > 1) {
      await storage.remove('contoso', id, 2);
      report({ id, version: 3 });
    }
  }
}

function report(acknowledged: object): void {
  process.stdout.write(`${JSON.stringify(acknowledged)}\n`);
}

await Promise.all([write(1), write(2), write(3)]);
