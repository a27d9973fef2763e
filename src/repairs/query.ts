import type { Repair, RepairStatus } from './repair.ts';

/** A query for repairs of a tenant, newest first. */
export interface RepairQuery {
  /**
   * Each word begins a word of the name, in any order; a name in double quotes is the whole name (see `toWholeName`).
   * Case-insensitive. Only the first words count, as for `text`.
   */
  readonly assignedTo?: string | undefined;
  readonly status?: RepairStatus | undefined;
  /**
   * Words that must all occur in title or description; the last one may be a prefix. Only the first six different words
   * count, because the time of a search grows with their number.
   */
  readonly text?: string | undefined;
  /** 1 to 100. */
  readonly limit: number;
  /** `nextCursor` of the previous page; opaque to callers. */
  readonly cursor?: string | undefined;
}

export interface RepairPage {
  readonly results: readonly Repair[];
  /** Absent on the last page. */
  readonly nextCursor?: string | undefined;
}
