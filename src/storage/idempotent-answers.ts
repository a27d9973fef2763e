import type { Kysely } from 'kysely';
import { IdempotencyKeyReused } from '../foundation/errors.ts';
import type { Repair } from '../repairs/repair.ts';
import type { Idempotency } from '../repairs/repository.ts';
import type { Schema } from './schema.ts';

const kept = 24 * 60 * 60 * 1000;
/** More than one a call, so that they never pile up, and few, so that no call pays for many. */
const forgottenAtOnce = 10;

/**
 * Notes the answer under the key unless there is one, inside the caller's transaction.
 * @returns the answer that was given before, or undefined where this is the first.
 * @throws IdempotencyKeyReused when the key stands for another request.
 */
export async function claimAnswer(
  db: Kysely<Schema>,
  { tenantId, answer, idempotency, now }: { tenantId: string; answer: Repair; idempotency: Idempotency; now: Date },
): Promise<Repair | undefined> {
  const { userId, key, fingerprint } = idempotency;
  const note = { fingerprint, answer: JSON.stringify(answer), created_at: now.getTime() };
  const claim = await db
    .insertInto('idempotent_answers')
    .values({ tenant_id: tenantId, user_id: userId, key, ...note })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'user_id', 'key'])
        .doUpdateSet(note)
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
    throw new IdempotencyKeyReused('This Idempotency-Key was used for a different request.', {
      field: 'Idempotency-Key',
    });
  }
  // JSON leaves out an image that is undefined.
  const { image, ...repair } = JSON.parse(first.answer) as Repair;
  return { ...repair, image };
}

const toExpired = (now: Date): number => now.getTime() - kept;

/** Deletes a few of the answers that stand for nothing any more; called at every change, so that none stays for long. */
export async function forgetExpired(db: Kysely<Schema>, now: Date): Promise<void> {
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
          .limit(forgottenAtOnce)
          .$asTuple('tenant_id', 'user_id', 'key'),
      ),
    )
    .execute();
}
