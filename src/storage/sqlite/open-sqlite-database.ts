import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { StartupFault } from '../../foundation/startup-fault.ts';
import { toSqliteStartupFault } from './sqlite-startup-fault.ts';

/**
 * Opens the database `repairs.sqlite` of a data folder. Creates both if they are missing, accessible to this user only.
 * Does not check the content.
 * @param lockTimeout milliseconds to wait for the lock of another program.
 * @throws StartupFault
 */
export function openSqliteDatabase(folder: string, lockTimeout: number): Database.Database {
  const file = join(folder, 'repairs.sqlite');
  makeFile(folder, file);
  let database: Database.Database | undefined;
  try {
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

/** Creates the file, because SQLite would make it world-readable. The files SQLite adds inherit its mode. */
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
