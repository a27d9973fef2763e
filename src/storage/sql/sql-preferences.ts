import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';
import type { StorageGuard } from './storage-guard.ts';

/** The owner of preferences. */
export interface Person {
  readonly tenantId: string;
  readonly id: string;
}

export interface KeptPreferences {
  readonly layout: 'list' | 'grid';
  readonly firstResults: 'all' | 'mine';
}

/** Stores each person's preferences, as durably as repairs. */
export interface SqlPreferences {
  /** Undefined if the person has saved none. */
  find(person: Person): Promise<KeptPreferences | undefined>;
  /** Replaces earlier preferences. */
  save(person: Person, preferences: KeptPreferences): Promise<void>;
}

/** Creates the storage of preferences. @param guard rejects with Unavailable once the storage is closed. */
export function createSqlPreferences(db: Kysely<Schema>, guard: Pick<StorageGuard, 'read' | 'write'>): SqlPreferences {
  // Every search runs this query, and building it costs more than running it.
  const find = db
    .selectFrom('preferences')
    .select(['layout', 'first_results as firstResults'])
    .where('tenant_id', '=', '')
    .where('user_id', '=', '')
    .compile();

  return {
    find: ({ tenantId, id }) =>
      guard.read(async () => {
        const { rows } = await db.executeQuery<KeptPreferences>({ ...find, parameters: [tenantId, id] });
        return rows[0];
      }),

    save: ({ tenantId, id }, { layout, firstResults }) =>
      guard.write(async () => {
        const columns = { layout, first_results: firstResults };
        await db
          .insertInto('preferences')
          .values({ tenant_id: tenantId, user_id: id, ...columns })
          .onConflict((conflict) => conflict.columns(['tenant_id', 'user_id']).doUpdateSet(columns))
          .execute();
      }),
  };
}
