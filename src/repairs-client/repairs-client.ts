import type { ListRepairsQuery, NewRepair, Repair, RepairChanges } from './repairs-api-types.ts';

/** A repair of the API: `date` is `YYYY-MM-DD`, `image` an absolute https address (http on loopback). */
export type RepairRepresentation = Readonly<Repair>;

/** A repair with its entity tag for `If-Match`. */
export interface CreatedRepair {
  readonly repair: RepairRepresentation;
  readonly etag: string;
}

/** A repair, its entity tag, and what the person may do. */
export interface VersionedRepair extends CreatedRepair {
  /** Whether the person may call `update`. */
  readonly mayChange: boolean;
}

export type RepairsQuery = { readonly [Name in keyof ListRepairsQuery]: ListRepairsQuery[Name] | undefined };
export type RepairFields = Readonly<Omit<RepairChanges, 'version'>>;
export type NewRepairFields = Readonly<NewRepair>;

export interface RepairsPage {
  readonly results: readonly RepairRepresentation[];
  /** Absent on the last page. */
  readonly nextCursor?: string;
}

/**
 * The repairs API with the access token of one person. Every call rejects with an AppError whose message is for the
 * user: SignInNeeded (401) if the token is invalid, 403, NotFound, 409, PreconditionFailed, IdempotencyKeyReused, 429,
 * InvalidRequest with `field`, or Unavailable if no complete response arrives in time.
 */
export interface RepairsClient {
  list(query: RepairsQuery): Promise<RepairsPage>;
  get(id: string): Promise<VersionedRepair>;
  /** @param idempotencyKey the same for every attempt to create the same repair; not empty. */
  create(repair: NewRepairFields, idempotencyKey: string): Promise<CreatedRepair>;
  /** @param etag of the version to change; untrusted. */
  update(id: string, etag: string, changes: RepairFields): Promise<VersionedRepair>;
  /** @param etag of the version to delete; untrusted. */
  remove(id: string, etag: string): Promise<void>;
}
