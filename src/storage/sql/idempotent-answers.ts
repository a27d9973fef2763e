import type { Kysely } from 'kysely';
import { IdempotencyKeyReused } from '../../foundation/errors.ts';
import type { Repair } from '../../repairs/repair.ts';
import type { Idempotency } from '../../repairs/repository.ts';
import type { Schema } from './schema.ts';

/** How long an answer is kept, in milliseconds. */
const kept = 24 * 60 * 60 * 1000;
/** More than one per call, so that expired answers do not pile up; few, so that a call stays cheap. */
const deletedAtOnce = 10;

/**
 * Stores the answer under the key, unless it already has one, in the caller's transaction.
 * @returns the earlier answer, or undefined if there was none.
 * @throws IdempotencyKeyReused if the key was used for another request.
 */
export async function claimAnswer(
  db: Kysely<Schema>,
  { tenantId, answer, idempotency, now }: { tenantId: string; answer: Repair; idempotency: Idempotency; now: Date },
): Promise<Repair | undefined> {
  const { userId, key, fingerprint } = idempotency;
  const stored = { fingerprint, answer: JSON.stringify(answer), created_at: now.getTime() };
  const claim = await db
    .insertInto('idempotent_answers')
    .values({ tenant_id: tenantId, user_id: userId, key, ...stored })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'user_id', 'key'])
        .doUpdateSet(stored)
        .where('idempotent_answers.created_at', '<=', toExpired(now)),
    )
    .executeTakeFirstOrThrow();
  if (claim.numInsertedOrUpdatedRows === 1n) {
    return undefined;
  }
  const first = await db
    .selectFrom('idempotent_answers')
    .select(['fingerprint', 'answer'])
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  if (first.fingerprint !== fingerprint) {
    throw new IdempotencyKeyReused('This Idempotency-Key was used for a different request. Use a new one.', {
      field: 'Idempotency-Key',
    });
  }
  // Stored above, from a repair; JSON omits an undefined image.
  const { image, ...repair } = JSON.parse(first.answer) as Repair;
  return { ...repair, image };
}

const toExpired = (now: Date): number => now.getTime() - kept;

/** Deletes a few expired answers; called by every write. */
export async function deleteExpired(db: Kysely<Schema>, now: Date): Promise<void> {
  await db
    .deleteFrom('idempotent_answers')
    .where(({ eb, refTuple }) =>
      eb(
        refTuple('tenant_id', 'user_id', 'key'),
        'in',
        eb
          .selectFrom('idempotent_answers')
          .select(['tenant_id', 'user_id', 'key'])
          .where('created_at', '<=', toExpired(now))
          .orderBy('created_at')
          .limit(deletedAtOnce)
          .$asTuple('tenant_id', 'user_id', 'key'),
      ),
    )
    .execute();
}
