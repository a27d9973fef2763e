import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely } from 'kysely';
import { StartupFault } from '../startup-fault.ts';
import { migrate } from './migrate.ts';
import type { RepairStorage } from './repair-storage.ts';
import type { Schema } from './schema.ts';
import { createSqlRepairStorage } from './sql-repair-storage.ts';
import { EmbeddedSqliteDialect } from './sqlite-dialect.ts';
import { toSqliteFault } from './sqlite-fault.ts';
import { sqliteMigrations } from './sqlite-migrations.ts';
import { sqliteSearchIndex } from './sqlite-search-index.ts';

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
  const file = join(folder, 'repairs.sqlite');
  makeFile(folder, file);
  const database = openDatabase(file, lockTimeout);
  const db = new Kysely<Schema>({ dialect: new EmbeddedSqliteDialect(database) });
  try {
    await migrate(db, sqliteMigrations);
  } catch (cause) {
    database.close();
    throw toStartupFault(file, cause);
  }
  return createSqlRepairStorage({ db, index: sqliteSearchIndex, toFault: toSqliteFault, now });
}

/** SQLite would make the file readable for everybody; its companions get the mode of the file. */
function makeFile(folder: string, file: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    closeSync(openSync(file, 'a', 0o600));
  } catch (cause) {
    throw new StartupFault(
      `The data folder ${folder} cannot be written to: set DATA_FOLDER to a folder this program may write to.`,
      { cause },
    );
  }
}

function openDatabase(file: string, lockTimeout: number): Database.Database {
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { timeout: lockTimeout });
    database.pragma('journal_mode = wal');
    // An acknowledged write has to outlive a power cut; NORMAL would lose the last ones.
    database.pragma('synchronous = full');
    database.pragma('foreign_keys = on');
    return database;
  } catch (cause) {
    database?.close();
    throw toStartupFault(file, cause);
  }
}

function toStartupFault(file: string, cause: unknown): unknown {
  const code = cause instanceof Database.SqliteError ? cause.code : undefined;
  if (code === undefined) {
    return cause;
  }
  const remedy = remedies.find(({ codes }) => codes.test(code))?.remedy;
  return new StartupFault(`The database ${file} ${remedy ?? `cannot be opened (${code}): see to that file.`}`, {
    cause,
  });
}

const remedies: readonly { readonly codes: RegExp; readonly remedy: string }[] = [
  {
    codes: /^SQLITE_NOTADB/,
    remedy: 'is not a database: move the file away, or set DATA_FOLDER to another folder.',
  },
  { codes: /^SQLITE_(BUSY|LOCKED)/, remedy: 'is locked by another program: stop that program and start again.' },
  { codes: /^SQLITE_CORRUPT/, remedy: 'is damaged: restore the data folder from a copy.' },
  { codes: /^SQLITE_FULL/, remedy: 'finds no room: free some on its disk and start again.' },
  {
    codes: /^SQLITE_(CANTOPEN|READONLY|IOERR|PERM)/,
    remedy: 'cannot be written to: set DATA_FOLDER to a folder this program may write to.',
  },
];
