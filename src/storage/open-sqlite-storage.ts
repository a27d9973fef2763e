import { Kysely } from 'kysely';
import { migrate } from './migrate.ts';
import { openSqliteDatabase } from './open-sqlite-database.ts';
import type { RepairStorage } from './repair-storage.ts';
import type { Schema } from './schema.ts';
import { createSqlRepairStorage } from './sql-repair-storage.ts';
import { EmbeddedSqliteDialect } from './sqlite-dialect.ts';
import { toSqliteFault } from './sqlite-fault.ts';
import { sqliteMigrations } from './sqlite-migrations.ts';
import { createSqliteRevision } from './sqlite-revision.ts';
import { sqliteSearchIndex } from './sqlite-search-index.ts';
import { toSqliteStartupFault } from './sqlite-startup-fault.ts';

export interface SqliteStorageOptions {
  /** Data folder; made for this user alone where there is none. The database is its file `repairs.sqlite`. */
  readonly folder: string;
  readonly now: () => Date;
  /** Milliseconds to wait for another program's lock; the whole process waits, so they are few. */
  readonly lockTimeout?: number;
}

/**
 * Opens the storage of one machine, brings it up to date and keeps it open until `close`.
 * @throws StartupFault when the folder cannot be written to, or the file is not a database, is locked by another
 *   program or was written by a newer version.
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
