import { randomUUID } from 'node:crypto';
import { closeSync, constants, copyFileSync, existsSync, linkSync, mkdirSync, openSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { textMember } from '../../foundation/json-value.ts';
import { StartupFault } from '../../foundation/startup-fault.ts';

/**
 * Creates folder and file if they are missing, accessible to this user only. SQLite would make the file world-readable;
 * the files it adds inherit the mode. The file has a header from the beginning, also while several programs create it, so
 * that an empty file is known to have lost its content.
 * @param initialize writes the header.
 * @throws StartupFault if the folder cannot be written to.
 * @throws SqliteError
 */
export function createDatabaseFile(
  folder: string,
  file: string,
  initialize: (database: Database.Database) => void,
): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!existsSync(file)) {
      createFile(file, initialize);
    }
  } catch (cause) {
    if (cause instanceof Database.SqliteError) {
      throw cause;
    }
    throw new StartupFault(
      `The data folder ${folder} cannot be written to: set DATA_FOLDER to a folder this program may write to.`,
      { cause },
    );
  }
}

function createFile(file: string, initialize: (database: Database.Database) => void): void {
  const draft = `${file}.${randomUUID()}`;
  closeSync(openSync(draft, 'wx', 0o600));
  try {
    const database = new Database(draft);
    try {
      initialize(database);
    } finally {
      database.close();
    }
    publish(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Gives the draft its name, unless another program was first. */
function publish(draft: string, file: string): void {
  try {
    linkSync(draft, file);
  } catch (cause) {
    if (textMember(cause, 'code') !== 'EEXIST') {
      // The file system has no links.
      copyFileSync(draft, file, constants.COPYFILE_EXCL);
    }
  }
}
