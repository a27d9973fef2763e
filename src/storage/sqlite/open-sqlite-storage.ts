import { Kysely } from 'kysely';
import { migrate } from '../sql/migrate.ts';
import type { RepairStorage } from '../sql/repair-storage.ts';
import type { Schema } from '../sql/schema.ts';
import { createSqlRepairStorage } from '../sql/sql-repair-storage.ts';
import { openSqliteDatabase } from './open-sqlite-database.ts';
import { EmbeddedSqliteDialect } from './sqlite-dialect.ts';
import { toSqliteFault } from './sqlite-fault.ts';
import { sqliteMigrations } from './sqlite-migrations.ts';
import { createSqliteRevision } from './sqlite-revision.ts';
import { sqliteSearchIndex } from './sqlite-search-index.ts';
import { toSqliteStartupFault } from './sqlite-startup-fault.ts';

export interface SqliteStorageOptions {
  /** Data folder with the database `repairs.sqlite`; created if missing. */
  readonly folder: string;
  readonly now: () => Date;
  /** Milliseconds to wait for the lock of another program, by default 1000. Blocks the whole process. */
  readonly lockTimeout?: number;
}

/**
 * Opens and migrates the SQLite storage.
 * @throws StartupFault if the folder is not writable, or the file is not a database, is locked by another program or
 *   was written by a newer version.
 */
export async function openSqliteStorage(options: SqliteStorageOptions): Promise<RepairStorage> {
  const { folder, now, lockTimeout = 1000 } = options;
  const database = openSqliteDatabase(folder, lockTimeout);
  const db = new Kysely<Schema>({ dialect: new EmbeddedSqliteDialect(database) });
  try {
    await migrate(db, sqliteMigrations);
  } catch (cause) {
    database.close();
    throw toSqliteStartupFault(database.name, cause);
  }
  return createSqlRepairStorage({
    db,
    index: sqliteSearchIndex,
    toFault: toSqliteFault,
    now,
    readRevision: createSqliteRevision(database),
  });
}
