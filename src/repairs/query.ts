import type { Repair, RepairStatus } from './repair.ts';

/** Which repairs of a tenant, newest first. Absent filters do not restrict. */
export interface RepairQuery {
  /** Full, first or last name; case does not matter. */
  readonly assignedTo?: string | undefined;
  readonly status?: RepairStatus | undefined;
  /** Words that must all occur in title or description; the last one may be the beginning of a word. */
  readonly text?: string | undefined;
  /** 1 to 100. */
  readonly limit: number;
  /** `nextCursor` of the page before; opaque to callers. */
  readonly cursor?: string | undefined;
}

export interface RepairPage {
  readonly results: readonly Repair[];
  /** Absent on the last page. */
  readonly nextCursor?: string;
}
