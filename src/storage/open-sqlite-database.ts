import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { StartupFault } from '../foundation/startup-fault.ts';
import { toSqliteStartupFault } from './sqlite-startup-fault.ts';

/**
 * Opens the database `repairs.sqlite` of a data folder for reading and writing; makes both where they are missing, for
 * this user alone. Says nothing of what is in it.
 * @param lockTimeout milliseconds to wait for another program's lock.
 * @throws StartupFault.
 */
export function openSqliteDatabase(folder: string, lockTimeout: number): Database.Database {
  const file = join(folder, 'repairs.sqlite');
  makeFile(folder, file);
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { timeout: lockTimeout });
    keepWriteAheadLog(database);
    // An acknowledged write has to outlive a power cut; NORMAL would lose the last ones.
    database.pragma('synchronous = full');
    return database;
  } catch (cause) {
    database?.close();
    throw toSqliteStartupFault(file, cause);
  }
}

/** The one pragma that does not wait for a lock: another program that starts at the same time may be just at it. */
function keepWriteAheadLog(database: Database.Database): void {
  const keep = () => database.pragma('journal_mode = wal');
  try {
    keep();
  } catch {
    database.exec('begin immediate; rollback');
    keep();
  }
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
