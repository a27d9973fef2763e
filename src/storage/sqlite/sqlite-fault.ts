import Database from 'better-sqlite3';
import { AppError, Unavailable } from '../../foundation/errors.ts';

/** Result codes caused by the environment; all others are bugs. */
const environmentCodes = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|CANTOPEN|READONLY|CORRUPT|NOTADB|NOMEM|PROTOCOL|PERM)(_|$)/;

/** Converts an error of SQLite to Unavailable, unless it is a bug. Returns other errors unchanged. */
export function toSqliteFault(cause: unknown): unknown {
  if (cause instanceof AppError || !(cause instanceof Database.SqliteError)) {
    return cause;
  }
  return environmentCodes.test(cause.code)
    ? new Unavailable('Repairs are not available at the moment. Try again later.', { detail: cause.code, cause })
    : cause;
}
