import { Kysely } from 'kysely';
import { migrate } from '../sql/migrate.ts';
import type { RepairStorage } from '../sql/repair-storage.ts';
import type { Schema } from '../sql/schema.ts';
import { createSqlRepairStorage } from '../sql/sql-repair-storage.ts';
import { createSqliteGuard } from './create-sqlite-guard.ts';
import { findDamage } from './find-damage.ts';
import { openSqliteDatabase } from './open-sqlite-database.ts';
import { EmbeddedSqliteDialect } from './sqlite-dialect.ts';
import { sqliteMigrations } from './sqlite-migrations.ts';
import { createSqliteRevision } from './sqlite-revision.ts';
import { sqliteSearchIndex } from './sqlite-search-index.ts';
import { createDamageFault, toSqliteStartupFault } from './sqlite-startup-fault.ts';

export interface SqliteStorageOptions {
  /** Data folder with the database `repairs.sqlite`; created if missing. */
  readonly folder: string;
  readonly now: () => Date;
  /** Milliseconds to wait for the lock of another program, by default 1000. Blocks the process only while it opens. */
  readonly lockTimeout?: number;
}

/**
 * Opens and migrates the SQLite storage, after a check that reads all of it.
 * @throws StartupFault if the folder is not writable, or the file is not a database, is empty or damaged, is locked by
 *   another program or was written by a newer version.
 */
export async function openSqliteStorage(options: SqliteStorageOptions): Promise<RepairStorage> {
  const { folder, now, lockTimeout = 1000 } = options;
  const database = openSqliteDatabase(folder, lockTimeout);
  const db = new Kysely<Schema>({ dialect: new EmbeddedSqliteDialect(database) });
  try {
    const damage = findDamage(database);
    if (damage !== undefined) {
      throw createDamageFault(database.name, damage);
    }
    await migrate(db, sqliteMigrations);
    // From now on, `retryWhileLocked` waits.
    database.pragma('busy_timeout = 0');
  } catch (cause) {
    database.close();
    throw toSqliteStartupFault(database.name, cause);
  }
  return createSqlRepairStorage({
    db,
    index: sqliteSearchIndex,
    guard: createSqliteGuard(database, lockTimeout),
    now,
    readRevision: createSqliteRevision(database),
  });
}
