import type { RepairPage, RepairQuery } from './query.ts';
import type { Repair, RepairChanges } from './repair.ts';

/** Makes a repeated request give the first answer again (draft-ietf-httpapi-idempotency-key-header). */
export interface Idempotency {
  /** The person the key belongs to: one person's key never meets another's. */
  readonly userId: string;
  readonly key: string;
  /** Digest of the request; the same key with another digest is refused. */
  readonly fingerprint: string;
}

/**
 * Where repairs are kept. Every call names the tenant and sees nothing of any other. A promise that has resolved is a
 * promise kept across a power cut; every call rejects with Unavailable where the storage cannot be reached.
 */
export interface RepairRepository {
  /** @throws InvalidRequest field `cursor` when the cursor is not one of ours. */
  list(tenantId: string, query: RepairQuery): Promise<RepairPage>;

  /**
   * A text that is another one as soon as anything may have changed, by whomever; undefined where that cannot be told
   * for less than it costs to read a page.
   */
  revision(): Promise<string | undefined>;

  find(tenantId: string, id: string): Promise<Repair | undefined>;

  /**
   * Inserts the repair, whose id nobody has given before. Where the idempotency key was used before for the same
   * request, gives the repair as the first call answered it, even if it was changed or deleted since.
   * @throws IdempotencyKeyReused when the key was used for another request in the last 24 hours.
   */
  create(tenantId: string, repair: Repair, idempotency?: Idempotency): Promise<Repair>;

  /**
   * Changes one repair if it still has this version.
   * @returns the repair as it is then, or undefined where there is none of that id.
   * @throws PreconditionFailed when its version is another.
   */
  update(tenantId: string, id: string, version: number, changes: RepairChanges): Promise<Repair | undefined>;

  /**
   * Deletes one repair if it still has this version.
   * @returns false where there is none of that id.
   * @throws PreconditionFailed when its version is another.
   */
  remove(tenantId: string, id: string, version: number): Promise<boolean>;

  /** Resolves when the storage answers; rejects otherwise. */
  ping(): Promise<void>;

  close(): Promise<void>;
}
