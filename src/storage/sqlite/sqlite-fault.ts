import Database from 'better-sqlite3';
import { AppError, Unavailable } from '../../foundation/errors.ts';

/** Result codes with a cause outside of the program; all others are bugs. */
const machine = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|CANTOPEN|READONLY|CORRUPT|NOTADB|NOMEM|PROTOCOL|PERM)(_|$)/;

/** Turns an error of SQLite into Unavailable, unless it is a bug. */
export function toSqliteFault(cause: unknown): unknown {
  if (cause instanceof AppError || !(cause instanceof Database.SqliteError)) {
    return cause;
  }
  return machine.test(cause.code)
    ? new Unavailable('Repairs are not available at the moment. Try again later.', { detail: cause.code, cause })
    : cause;
}
