import type { Kysely } from 'kysely';
import { Unavailable } from '../../foundation/errors.ts';
import type { Repair } from '../../repairs/repair.ts';
import { StaleVersion } from '../../repairs/stale-version.ts';
import { claimAnswer, deleteExpired } from './idempotent-answers.ts';
import { toListQuery } from './list-query.ts';
import { toCursor, toPosition, toSequence } from './position.ts';
import type { RepairStorage } from './repair-storage.ts';
import type { RepairRow, Schema } from './schema.ts';
import type { SearchIndex } from './search-index.ts';
import { createSqlPeople } from './sql-people.ts';
import { createSqlPreferences } from './sql-preferences.ts';
import type { StorageGuard } from './storage-guard.ts';
import { toRepair, toRow } from './to-repair.ts';

export interface SqlRepairStorageOptions {
  /** A migrated database. */
  readonly db: Kysely<Schema>;
  readonly index: SearchIndex;
  /** Runs the queries. */
  readonly guard: StorageGuard;
  readonly now: () => Date;
  /** See `RepairRepository.revision`. */
  readonly readRevision?: (() => string) | undefined;
}

/** Maximum number of rows in an INSERT statement. */
const rowsAtOnce = 100;

/** Creates the storage of repairs and preferences on any SQL database. */
export function createSqlRepairStorage(options: SqlRepairStorageOptions): RepairStorage {
  const { db, index, guard, now, readRevision } = options;
  let closed = false;

  function whileOpen<Result>(work: () => Promise<Result>): () => Promise<Result> {
    return async () => {
      if (closed) {
        throw new Unavailable('Repairs are not available at the moment. Try again later.', {
          detail: 'storage closed',
        });
      }
      return work();
    };
  }

  const read: StorageGuard['read'] = (work) => guard.read(whileOpen(work));
  const write: StorageGuard['write'] = (work) => guard.write(whileOpen(work));

  function change<Result>(work: (transaction: Kysely<Schema>) => Promise<Result>): Promise<Result> {
    return write(() =>
      db.transaction().execute(async (transaction) => {
        await deleteExpired(transaction, now());
        return work(transaction);
      }),
    );
  }

  async function insert(transaction: Kysely<Schema>, tenantId: string, repairs: readonly Repair[]): Promise<void> {
    const { last } = await transaction
      .updateTable('repair_sequence')
      .set((value) => ({ last: value('last', '+', repairs.length) }))
      .returning('last')
      .executeTakeFirstOrThrow();
    const first = last - repairs.length + 1;
    // Inserting in index order is many times faster.
    const ordered = repairs
      .map((repair, place) => toRow(tenantId, repair, toPosition(repair.date, first + place)))
      .sort((a, b) => a.position - b.position);
    for (let start = 0; start < ordered.length; start += rowsAtOnce) {
      const rows = ordered.slice(start, start + rowsAtOnce);
      await transaction.insertInto('repairs').values(rows).execute();
      await index.add(transaction, rows);
    }
  }

  function findRow(connection: Kysely<Schema>, tenantId: string, id: string): Promise<RepairRow | undefined> {
    return connection
      .selectFrom('repairs')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .executeTakeFirst();
  }

  return {
    preferences: createSqlPreferences(db, { read, write }),
    people: createSqlPeople({ db, write, now }),

    list: (tenantId, query) =>
      read(async () => {
        const rows = (await toListQuery(db, index, tenantId, query)?.execute()) ?? [];
        const results = rows.slice(0, query.limit);
        const last = results.at(-1);
        return {
          results: results.map(toRepair),
          nextCursor: rows.length > query.limit && last !== undefined ? toCursor(last.position) : undefined,
        };
      }),

    revision: () => read(async () => readRevision?.()),

    find: (tenantId, id) =>
      read(async () => {
        const row = await findRow(db, tenantId, id);
        return row && toRepair(row);
      }),

    create: (tenantId, repair, idempotency) =>
      change(async (transaction) => {
        const before =
          idempotency && (await claimAnswer(transaction, { tenantId, answer: repair, idempotency, now: now() }));
        if (before !== undefined) {
          return before;
        }
        await insert(transaction, tenantId, [repair]);
        return repair;
      }),

    createAll: (tenantId, repairs) => change((transaction) => insert(transaction, tenantId, repairs)),

    update: (tenantId, id, version, changes) =>
      change(async (transaction) => {
        const row = await findRow(transaction, tenantId, id);
        if (row === undefined) {
          return undefined;
        }
        const repair = { ...toRepair(row), ...changes, version: version + 1 };
        const next = toRow(tenantId, repair, toPosition(repair.date, toSequence(row.position)));
        const { numUpdatedRows } = await transaction
          .updateTable('repairs')
          .set(next)
          .where('tenant_id', '=', tenantId)
          .where('id', '=', id)
          .where('version', '=', version)
          .executeTakeFirstOrThrow();
        refuseStale(numUpdatedRows, row);
        await index.remove(transaction, [row]);
        await index.add(transaction, [next]);
        return repair;
      }),

    remove: (tenantId, id, version) =>
      change(async (transaction) => {
        const row = await findRow(transaction, tenantId, id);
        if (row === undefined) {
          return false;
        }
        const { numDeletedRows } = await transaction
          .deleteFrom('repairs')
          .where('tenant_id', '=', tenantId)
          .where('id', '=', id)
          .where('version', '=', version)
          .executeTakeFirstOrThrow();
        refuseStale(numDeletedRows, row);
        await index.remove(transaction, [row]);
        return true;
      }),

    ping: () => whileOpen(() => guard.check())(),

    async close() {
      closed = true;
      await db.destroy();
    },
  };
}

function refuseStale(changedRows: bigint, current: RepairRow): void {
  if (changedRows === 0n) {
    throw new StaleVersion(toRepair(current));
  }
}
