import type { RepairStatus } from '../repairs/repair.ts';

/** What a list of repairs was asked for. */
export interface ListQuery {
  readonly assignedTo?: string;
  readonly status?: RepairStatus;
  readonly text?: string;
}

/** Which page of which list. It travels in the card, so it comes back untrusted. */
export interface ListPosition {
  readonly query: ListQuery;
  /** Cursors of the second page to this one; empty on the first. The last of them asks the API for this page. */
  readonly trail: readonly string[];
}

/** Longest trail: every action of a list carries it, and Teams takes cards of up to 28 KB. */
export const maximumTrail = 20;
