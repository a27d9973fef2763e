import type { ListRepairsQuery, NewRepair, Repair, RepairChanges } from './repairs-api-types.ts';

/** A repair as the API represents it: `date` is `YYYY-MM-DD`, `image` an absolute https address (http on loopback). */
export type RepairRepresentation = Readonly<Repair>;

/** A repair, and the version it is in, for `If-Match`. */
export interface CreatedRepair {
  readonly repair: RepairRepresentation;
  readonly etag: string;
}

/** A repair, its version, and what the API lets the person do with it. */
export interface VersionedRepair extends CreatedRepair {
  /** Whether `update` would be let through. */
  readonly mayChange: boolean;
}

export type RepairsQuery = { readonly [Name in keyof ListRepairsQuery]: ListRepairsQuery[Name] | undefined };
export type RepairFields = Readonly<RepairChanges>;
export type NewRepairFields = Readonly<NewRepair>;

export interface RepairsPage {
  readonly results: readonly RepairRepresentation[];
  /** Where the next page begins; absent on the last one. */
  readonly nextCursor?: string;
}

/**
 * The repairs API with one person's access token. Every call throws an AppError with a sentence for people: SignInNeeded
 * (401) when the token is no longer good, 403, NotFound, 409, PreconditionFailed, IdempotencyKeyReused, 429,
 * InvalidRequest with `field`, or Unavailable when the API does not answer in time, in full or at all.
 */
export interface RepairsClient {
  list(query: RepairsQuery): Promise<RepairsPage>;
  get(id: string): Promise<VersionedRepair>;
  /** @param idempotencyKey the same for every attempt at the same repair; not empty. */
  create(repair: NewRepairFields, idempotencyKey: string): Promise<CreatedRepair>;
  /** @param etag of the version that the changes are meant for; untrusted. */
  update(id: string, etag: string, changes: RepairFields): Promise<VersionedRepair>;
  /** @param etag of the version that is to go; untrusted. */
  remove(id: string, etag: string): Promise<void>;
}
