import Database from 'better-sqlite3';
import { StartupFault } from '../../foundation/startup-fault.ts';

const damaged = 'is damaged: restore the data folder from a copy.';

const remedies: readonly { readonly codes: RegExp; readonly remedy: string }[] = [
  {
    codes: /^SQLITE_NOTADB/,
    remedy: 'is not a database: move the file away, or set DATA_FOLDER to another folder.',
  },
  { codes: /^SQLITE_(BUSY|LOCKED)/, remedy: 'is locked by another program: stop that program and start again.' },
  { codes: /^SQLITE_CORRUPT/, remedy: damaged },
  { codes: /^SQLITE_FULL/, remedy: 'does not fit on its disk: free some space and start again.' },
  {
    codes: /^SQLITE_(CANTOPEN|READONLY|IOERR|PERM)/,
    remedy: 'cannot be written to: set DATA_FOLDER to a folder this program may write to.',
  },
];

/** @param damage result of `findDamage`. */
export const createDamageFault = (file: string, damage: string): StartupFault =>
  new StartupFault(`The database ${file} ${damaged}`, { cause: new Error(damage) });

/** Converts an error of SQLite to a StartupFault that names the remedy. Returns other errors unchanged. */
export function toSqliteStartupFault(file: string, cause: unknown): unknown {
  const code = cause instanceof Database.SqliteError ? cause.code : undefined;
  if (code === undefined) {
    return cause;
  }
  const remedy = remedies.find(({ codes }) => codes.test(code))?.remedy;
  return new StartupFault(`The database ${file} ${remedy ?? `cannot be opened (${code}): check that file.`}`, {
    cause,
  });
}
