import type { RepairStatus } from '../repairs/repair.ts';

/** The filters of a list of repairs. */
export interface ListQuery {
  readonly assignedTo?: string | undefined;
  readonly status?: RepairStatus | undefined;
  readonly text?: string | undefined;
}

/** A page of a list. The card contains it, so it is untrusted. */
export interface ListPosition {
  readonly query: ListQuery;
  /** Cursors of the second page up to this one; empty on the first. The last of them fetches this page. */
  readonly trail: readonly string[];
}

/** Maximum length of the trail: every action of a list card contains it, and Teams limits cards to 28 KB. */
export const maximumTrail = 20;
