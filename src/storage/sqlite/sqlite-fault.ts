import Database from 'better-sqlite3';
import { Unavailable } from '../../foundation/errors.ts';
import { isLocked } from './retry-while-locked.ts';

/** Result codes caused by the environment; all others are bugs. */
const environmentCodes = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|CANTOPEN|READONLY|CORRUPT|NOTADB|NOMEM|PROTOCOL|PERM)(_|$)/;

/** Seconds. A lock is short; anything else lasts until somebody has dealt with it. */
const retryAfter = { locked: 1, other: 30 };

/** Converts an error of SQLite to Unavailable, unless it is a bug. Returns other errors unchanged. */
export function toSqliteFault(cause: unknown): unknown {
  return cause instanceof Database.SqliteError && environmentCodes.test(cause.code)
    ? createUnavailable(cause.code, cause)
    : cause;
}

/** @param detail the reason, for the log only. */
export function createUnavailable(detail: string, cause?: unknown): Unavailable {
  return new Unavailable('Repairs are not available at the moment. Try again later.', {
    detail,
    cause,
    headers: { 'Retry-After': String(isLocked(cause) ? retryAfter.locked : retryAfter.other) },
  });
}
