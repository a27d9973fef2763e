import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';
import type { Person } from './sql-preferences.ts';
import type { StorageGuard } from './storage-guard.ts';

/** How long a question waits for the person's sign-in, in milliseconds. */
const waits = 10 * 60 * 1000;

/** What is stored about people besides their preferences, as durably as repairs. */
export interface SqlPeople {
  /** Stores the question that the person's sign-in interrupted; replaces an earlier one. */
  saveQuestion(person: Person, text: string): Promise<void>;
  /** Removes and returns the question; undefined if there is none, or it is older than ten minutes. */
  takeQuestion(person: Person): Promise<string | undefined>;
  /** Deletes everything that is stored under the person's id: preferences, question and idempotent answers. */
  forget(person: Person): Promise<void>;
}

export interface SqlPeopleOptions {
  readonly db: Kysely<Schema>;
  /** Runs a change; rejects with Unavailable once the storage is closed. */
  readonly write: StorageGuard['write'];
  readonly now: () => Date;
}

export function createSqlPeople({ db, write, now }: SqlPeopleOptions): SqlPeople {
  return {
    saveQuestion: ({ tenantId, id }, text) =>
      write(() =>
        db.transaction().execute(async (transaction) => {
          const time = now().getTime();
          const question = { text, asked_at: time };
          // Also of everyone else, so that questions without a sign-in do not pile up.
          await transaction
            .deleteFrom('pending_questions')
            .where('asked_at', '<=', time - waits)
            .execute();
          await transaction
            .insertInto('pending_questions')
            .values({ tenant_id: tenantId, user_id: id, ...question })
            .onConflict((conflict) => conflict.columns(['tenant_id', 'user_id']).doUpdateSet(question))
            .execute();
        }),
      ),

    takeQuestion: ({ tenantId, id }) =>
      write(async () => {
        const question = await db
          .deleteFrom('pending_questions')
          .where('tenant_id', '=', tenantId)
          .where('user_id', '=', id)
          .returning(['text', 'asked_at'])
          .executeTakeFirst();
        return question !== undefined && question.asked_at > now().getTime() - waits ? question.text : undefined;
      }),

    forget: ({ tenantId, id }) =>
      write(() =>
        db.transaction().execute(async (transaction) => {
          for (const table of ['preferences', 'pending_questions', 'idempotent_answers'] as const) {
            await transaction.deleteFrom(table).where('tenant_id', '=', tenantId).where('user_id', '=', id).execute();
          }
        }),
      ),
  };
}
