import type { RepairPage, RepairQuery } from './query.ts';
import type { Repair, RepairChanges } from './repair.ts';

/** Lets a repeated request return the first result (draft-ietf-httpapi-idempotency-key-header). */
export interface Idempotency {
  /** The owner of the key: keys of different users are independent. */
  readonly userId: string;
  readonly key: string;
  /** Digest of the request; the same key with another digest is rejected. */
  readonly fingerprint: string;
}

/**
 * The storage of repairs. Every call sees the data of one tenant only. A write that has resolved survives a power
 * failure. Every call rejects with Unavailable if the storage cannot be reached.
 */
export interface RepairRepository {
  /** @throws InvalidRequest with field `cursor` for an invalid cursor. */
  list(tenantId: string, query: RepairQuery): Promise<RepairPage>;

  /**
   * Opaque version of the data; changes whenever a list result may change. Undefined if computing it costs more than
   * reading a page.
   */
  revision(): Promise<string | undefined>;

  find(tenantId: string, id: string): Promise<Repair | undefined>;

  /**
   * Inserts a repair with a new id. If the idempotency key was used for the same request, returns the repair of the
   * first call, even if it was changed or deleted since.
   * @throws IdempotencyKeyReused if the key was used for another request in the last 24 hours.
   */
  create(tenantId: string, repair: Repair, idempotency?: Idempotency): Promise<Repair>;

  /**
   * Changes a repair if it has this version.
   * @returns the changed repair, or undefined if there is none with this id.
   * @throws StaleVersion if it has another version.
   */
  update(tenantId: string, id: string, version: number, changes: RepairChanges): Promise<Repair | undefined>;

  /**
   * Deletes a repair if it has this version.
   * @returns false if there is none with this id.
   * @throws StaleVersion if it has another version.
   */
  remove(tenantId: string, id: string, version: number): Promise<boolean>;

  /** Resolves if the storage is reachable. */
  ping(): Promise<void>;

  close(): Promise<void>;
}
