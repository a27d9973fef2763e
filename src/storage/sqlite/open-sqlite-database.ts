import { statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { StartupFault } from '../../foundation/startup-fault.ts';
import { createDatabaseFile } from './create-database-file.ts';
import { toSqliteStartupFault } from './sqlite-startup-fault.ts';

/**
 * Opens the database `repairs.sqlite` of a data folder. Creates both if they are missing, accessible to this user only.
 * Does not check the content, except that an existing file must not be empty: SQLite would take it for a new database.
 * @param lockTimeout milliseconds to wait for the lock of another program.
 * @throws StartupFault
 */
export function openSqliteDatabase(folder: string, lockTimeout: number): Database.Database {
  const file = join(folder, 'repairs.sqlite');
  let database: Database.Database | undefined;
  try {
    createDatabaseFile(folder, file, enableWriteAheadLog);
    if (statSync(file).size === 0) {
      throw new StartupFault(
        `The database ${file} is empty: restore the data folder from a copy, or delete that file to start without repairs.`,
      );
    }
    database = new Database(file, { timeout: lockTimeout });
    enableWriteAheadLog(database);
    // An acknowledged write must survive a power failure; with NORMAL the last ones could be lost.
    database.pragma('synchronous = full');
    return database;
  } catch (cause) {
    database?.close();
    throw toSqliteStartupFault(file, cause);
  }
}

/** Another program that starts at the same time may hold the lock, for which this pragma does not wait. */
function enableWriteAheadLog(database: Database.Database): void {
  const enable = () => database.pragma('journal_mode = wal');
  try {
    enable();
  } catch {
    database.exec('begin immediate; rollback');
    enable();
  }
}
