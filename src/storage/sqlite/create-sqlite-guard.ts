import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Unavailable } from '../../foundation/errors.ts';
import type { StorageGuard } from '../sql/storage-guard.ts';
import { isDamage } from './find-damage.ts';
import { isLocked, retryWhileLocked } from './retry-while-locked.ts';
import { createUnavailable, toSqliteFault } from './sqlite-fault.ts';
import { logLost, watchFile } from './watched-file.ts';

/** Free space of the disk in bytes under which it counts as full: room for a few writes. */
const minimumRoom = 256 * 1024;

/**
 * Creates the guard of an open and migrated SQLite database.
 *
 * - Damage, found by SQLite or by a check of the changed files, is final: nothing is read or written until the program is
 *   started again, and a damaged write-ahead log is left as it is. A write begins with that
 *   check.
 * - A failed write makes the storage unready until a write succeeds, for example because the disk has room again.
 * - While another program holds the lock, a query waits up to `lockTimeout` milliseconds, and others go on.
 */
export function createSqliteGuard(database: Database.Database, lockTimeout: number): StorageGuard {
  const file = watchFile(database.name, lockTimeout);
  let damage: string | undefined;
  let hasFailedToWrite = false;

  function declareDamage(found: string | undefined): void {
    if (damage === undefined && found !== undefined) {
      damage = found;
      if (found !== logLost) {
        leaveLog(database.name);
      }
    }
  }

  async function refuseDamaged(): Promise<void> {
    if (damage === undefined) {
      declareDamage(await file.findDamage());
    }
    if (damage !== undefined) {
      throw createUnavailable(damage);
    }
  }

  async function read<Result>(work: () => Promise<Result>): Promise<Result> {
    if (damage !== undefined) {
      throw createUnavailable(damage);
    }
    try {
      return await retryWhileLocked(work, lockTimeout);
    } catch (cause) {
      if (cause instanceof Database.SqliteError && !isLocked(cause)) {
        declareDamage(isDamage(cause.code) ? cause.code : undefined);
        // A table that is missing is no bug if the file was emptied.
        await refuseDamaged();
      }
      throw toSqliteFault(cause);
    }
  }

  async function write<Result>(work: () => Promise<Result>): Promise<Result> {
    await refuseDamaged();
    try {
      const result = await read(work);
      hasFailedToWrite = false;
      return result;
    } catch (fault) {
      hasFailedToWrite ||= fault instanceof Unavailable && !isLocked(fault.cause);
      throw fault;
    } finally {
      file.trust();
    }
  }

  return {
    read,
    write,
    async check() {
      await refuseDamaged();
      const { bavail, bsize } = await statfs(dirname(database.name));
      if (bavail * bsize < minimumRoom) {
        throw createUnavailable('the disk is full');
      }
      if (hasFailedToWrite) {
        await write(async () => tryToWrite(database));
      }
      await read(async () => database.prepare('select last from repair_sequence').get());
    },
  };
}

/**
 * Prevents SQLite from copying a damaged write-ahead log into the database when its last connection is closed: opens
 * one more, which may not write and is never closed.
 */
function leaveLog(file: string): void {
  try {
    new Database(file, { readonly: true, fileMustExist: true }).pragma('schema_version');
  } catch {
    // It cannot read the damaged database, or there is none.
  }
}

/** Writes about as much as a large repair, and deletes it again. */
function tryToWrite(database: Database.Database): void {
  if (database.inTransaction) {
    return;
  }
  database
    .transaction(() => {
      database.exec(`
        insert into idempotent_answers (tenant_id, user_id, key, fingerprint, answer, created_at)
          values ('', '', 'trial', '', hex(zeroblob(32768)), 0);
        delete from idempotent_answers where tenant_id = '' and user_id = '' and key = 'trial'`);
    })
    .immediate();
}
