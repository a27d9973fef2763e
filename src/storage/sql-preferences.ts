import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** Whose preferences they are: one person of one tenant. */
export interface Person {
  readonly tenantId: string;
  readonly id: string;
}

export interface KeptPreferences {
  readonly layout: 'list' | 'grid';
  readonly firstResults: 'all' | 'mine';
}

/** Keeps what people prefer, under the same promise as `RepairRepository`. */
export interface SqlPreferences {
  /** Undefined where the person has saved none. */
  find(person: Person): Promise<KeptPreferences | undefined>;
  /** Takes the place of what the person saved before. */
  save(person: Person, preferences: KeptPreferences): Promise<void>;
}

/**
 * Keeps preferences in a SQL database.
 * @param answer does the work while the storage is open, and says what a caller is told of a fault.
 */
export function createSqlPreferences(
  db: Kysely<Schema>,
  answer: <Result>(work: () => Promise<Result>) => Promise<Result>,
): SqlPreferences {
  // Every search asks it: building the query costs more than running it.
  const find = db
    .selectFrom('preferences')
    .select(['layout', 'first_results as firstResults'])
    .where('tenant_id', '=', '')
    .where('user_id', '=', '')
    .compile();

  return {
    find: ({ tenantId, id }) =>
      answer(async () => {
        const { rows } = await db.executeQuery<KeptPreferences>({ ...find, parameters: [tenantId, id] });
        return rows[0];
      }),

    save: ({ tenantId, id }, { layout, firstResults }) =>
      answer(async () => {
        const choice = { layout, first_results: firstResults };
        await db
          .insertInto('preferences')
          .values({ tenant_id: tenantId, user_id: id, ...choice })
          .onConflict((conflict) => conflict.columns(['tenant_id', 'user_id']).doUpdateSet(choice))
          .execute();
      }),
  };
}
