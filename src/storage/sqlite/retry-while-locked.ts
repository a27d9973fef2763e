import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';

/** Pauses between attempts in milliseconds; the last one repeats. */
const pauses = [1, 2, 5, 10, 20, 50];

/** Whether an error says that another program holds the lock. */
export const isLocked = (cause: unknown): boolean =>
  cause instanceof Database.SqliteError && /^SQLITE_(BUSY|LOCKED)(_|$)/.test(cause.code);

/**
 * Repeats work while another program holds the lock of the database. It waits between the attempts, where SQLite would
 * block the thread and with it every other request.
 * @param timeout sum of all pauses in milliseconds, after which the error is thrown.
 */
export async function retryWhileLocked<Result>(work: () => Promise<Result>, timeout: number): Promise<Result> {
  let waited = 0;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (cause) {
      const length = pauses[Math.min(attempt, pauses.length - 1)] ?? 0;
      if (!isLocked(cause) || waited + length > timeout) {
        throw cause;
      }
      waited += length;
      await pause(length);
    }
  }
}
