import { type BigIntStats, statSync } from 'node:fs';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { findLogDamage } from './find-log-damage.ts';

/** The file of an open database, and its write-ahead log. */
export interface WatchedFile {
  /** Resolves to a description of the damage if they are damaged, else to undefined. Cheap if they have not changed. */
  findDamage(): Promise<string | undefined>;
  /** Call it after the file may have been changed through the open connection. */
  trust(): void;
}

/**
 * Watches a file that only this program and SQLite should change. SQLite itself notices damage only in pages that it
 * reads, and it reads cached pages no more.
 * @param file an intact database.
 */
export function watchFile(file: string, lockTimeout: number): WatchedFile {
  const first = statSync(file, { bigint: true });
  const log = watchLog(file);
  let trusted = first;
  let checking: Promise<string | undefined> | undefined;

  async function check(): Promise<string | undefined> {
    const now = statSync(file, { bigint: true, throwIfNoEntry: false });
    if (now === undefined || now.ino !== first.ino || now.dev !== first.dev) {
      return 'the file was removed or replaced';
    }
    // A new connection would take the file for a new database, and delete its write-ahead log.
    if (now.size === 0n) {
      return 'the file was emptied';
    }
    const logDamage = log.findDamage();
    if (logDamage !== undefined || isSame(now, trusted)) {
      return logDamage;
    }
    const damage = await runWorker(file, lockTimeout);
    if (damage === undefined) {
      trusted = now;
    }
    return damage;
  }

  return {
    findDamage() {
      checking ??= check().finally(() => {
        checking = undefined;
      });
      return checking;
    },
    trust() {
      trusted = statSync(file, { bigint: true, throwIfNoEntry: false }) ?? trusted;
      log.trust();
    },
  };
}

/** The open connection still has the whole log, and closing it copies the log into the database. */
export const logLost = 'the write-ahead log was removed or replaced';

/** Watches the write-ahead log and its index, which exist while the database is open. */
function watchLog(file: string) {
  const stat = (end: '-wal' | '-shm') => statSync(file + end, { bigint: true, throwIfNoEntry: false });
  const first = { log: stat('-wal'), index: stat('-shm') };
  let trusted = first.log;
  return {
    findDamage(): string | undefined {
      const [log, index] = [stat('-wal'), stat('-shm')];
      if (log?.ino !== first.log?.ino || index?.ino !== first.index?.ino) {
        return logLost;
      }
      if (log === undefined || (trusted !== undefined && isSame(log, trusted))) {
        return undefined;
      }
      const damage = findLogDamage(file);
      if (damage === undefined) {
        trusted = log;
      }
      return damage;
    },
    trust(): void {
      trusted = stat('-wal');
    },
  };
}

const isSame = (one: BigIntStats, other: BigIntStats): boolean =>
  one.ctimeNs === other.ctimeNs && one.size === other.size;

/** Reads the whole file in another thread, so that requests are answered meanwhile. */
function runWorker(file: string, lockTimeout: number): Promise<string | undefined> {
  // The extension depends on whether the program was compiled.
  const url = new URL(`./damage-worker${extname(import.meta.filename)}`, import.meta.url);
  const worker = new Worker(url, { workerData: { file, lockTimeout } });
  return new Promise((resolve, reject) => {
    worker.once('message', (message) => resolve(message === 'intact' ? undefined : String(message)));
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the check of the database ended without a result')));
  });
}
