import type { RepairStatus } from '../repairs/repair.ts';

/** A repair as the API represents it. */
export interface RepairRepresentation {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly assignedTo: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** Absolute address. */
  readonly image?: string;
  readonly status: RepairStatus;
}

/** A repair and the version it is in, for `If-Match`. */
export interface VersionedRepair {
  readonly repair: RepairRepresentation;
  readonly etag: string;
}

export interface RepairsQuery {
  readonly assignedTo?: string;
  readonly status?: RepairStatus;
  readonly text?: string;
  readonly limit?: number;
  readonly cursor?: string;
}

export type RepairFields = Partial<Omit<RepairRepresentation, 'id'>>;
export type NewRepairFields = RepairFields & Pick<RepairRepresentation, 'title' | 'description' | 'assignedTo'>;

/**
 * The repairs API with one person's access token. Every call throws an AppError with a sentence for people: 401 when the
 * token is no longer good, 403, 404, 409, 412, 429, or Unavailable when the API does not answer in time or at all.
 */
export interface RepairsClient {
  list(
    query: RepairsQuery,
  ): Promise<{ readonly results: readonly RepairRepresentation[]; readonly nextCursor?: string }>;
  get(id: string): Promise<VersionedRepair>;
  /** @param idempotencyKey the same for every attempt at the same repair. */
  create(repair: NewRepairFields, idempotencyKey: string): Promise<VersionedRepair>;
  update(id: string, etag: string, changes: RepairFields): Promise<VersionedRepair>;
  remove(id: string, etag: string): Promise<void>;
}
