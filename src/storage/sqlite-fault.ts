import Database from 'better-sqlite3';
import { AppError, Unavailable } from '../foundation/errors.ts';

/** Result codes that say something of the machine; the others say that the program is wrong. */
const machine = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|CANTOPEN|READONLY|CORRUPT|NOTADB|NOMEM|PROTOCOL|PERM)(_|$)/;

/** What a caller is told of a fault in SQLite: Unavailable, with the cause inside; bugs stay what they are. */
export function toSqliteFault(cause: unknown): unknown {
  if (cause instanceof AppError || !(cause instanceof Database.SqliteError)) {
    return cause;
  }
  return machine.test(cause.code)
    ? new Unavailable('The repairs cannot be reached; try again later.', { detail: cause.code, cause })
    : cause;
}
