import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { StartupFault } from '../../foundation/startup-fault.ts';
import type { Schema } from './schema.ts';

/**
 * Migrates a database completely or not at all.
 * @throws StartupFault if the database contains migrations that this version does not know.
 */
export async function migrate(db: Kysely<Schema>, migrations: Readonly<Record<string, Migration>>): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (tables.some(({ name }) => name === 'kysely_migration')) {
    const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
    if (rows.some(({ name }) => !(name in migrations))) {
      throw new StartupFault(
        'The database was written by a newer version of this program: start that version, or restore an older copy of the data folder.',
      );
    }
    if (rows.length === Object.keys(migrations).length) {
      return;
    }
  }
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => migrations } }).migrateToLatest();
  if (error !== undefined) {
    throw error;
  }
}
