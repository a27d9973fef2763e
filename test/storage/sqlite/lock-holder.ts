/** A worker that holds the write lock of a new database for a while; posts `locked` once it has the lock. */
import { setTimeout } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';

const { file, milliseconds } = workerData as { readonly file: string; readonly milliseconds: number };
const database = new Database(file);
database.exec('begin immediate');
parentPort?.postMessage('locked');
await setTimeout(milliseconds);
database.exec('rollback');
database.close();
