import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { StartupFault } from '../../foundation/startup-fault.ts';
import { toSqliteStartupFault } from './sqlite-startup-fault.ts';

/**
 * Opens the database `repairs.sqlite` of a data folder. Creates both if they are missing, accessible to this user only. Does not
 * check the content.
 * @param lockTimeout milliseconds to wait for the lock of another program.
 * @throws StartupFault
 */
export function openSqliteDatabase(folder: string, lockTimeout: number): Database.Database {
  const file = join(folder, 'repairs.sqlite');
  makeFile(folder, file);
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { timeout: lockTimeout });
    keepWriteAheadLog(database);
    // An acknowledged write must survive a power cut; with NORMAL the last ones would be lost.
    database.pragma('synchronous = full');
    return database;
  } catch (cause) {
    database?.close();
    throw toSqliteStartupFault(file, cause);
  }
}

/** This pragma does not wait for a lock, and another program that starts at the same time may hold it. */
function keepWriteAheadLog(database: Database.Database): void {
  const keep = () => database.pragma('journal_mode = wal');
  try {
    keep();
  } catch {
    database.exec('begin immediate; rollback');
    keep();
  }
}

/** SQLite would create a file that everybody can read; its companion files get the mode of the file. */
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
