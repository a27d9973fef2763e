/** A worker that posts the result of `findDamage` for a file, with a connection of its own, which has cached nothing. */
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { findDamage } from './find-damage.ts';

const { file, lockTimeout } = workerData as { readonly file: string; readonly lockTimeout: number };
const database = new Database(file, { readonly: true, timeout: lockTimeout });
parentPort?.postMessage(findDamage(database) ?? 'intact');
database.close();
