import type { RepairStatus } from '../repairs/repair.ts';

/** The tables, the same in every database. The full-text index is not among them: see `SearchIndex`. */
export interface Schema {
  repairs: RepairRow;
  repair_assignee_names: AssigneeNameRow;
  repair_sequence: SequenceRow;
  idempotent_answers: IdempotentAnswerRow;
  preferences: PreferencesRow;
}

export interface RepairRow {
  /** Place in the order "newest first", and key of the row: see `toPosition`. */
  readonly position: number;
  readonly tenant_id: string;
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly assigned_to: string;
  readonly date: string;
  readonly image: string | null;
  readonly status: RepairStatus;
  readonly version: number;
}

/** One row for each name that finds the repair; holds the status so that both filters together are one index. */
export interface AssigneeNameRow {
  readonly tenant_id: string;
  /** As `toNameKeys` gives it. */
  readonly name: string;
  readonly status: RepairStatus;
  readonly position: number;
}

/** One row: the running number that was given last. */
export interface SequenceRow {
  readonly last: number;
}

/** What was answered to a request with an idempotency key. */
export interface IdempotentAnswerRow {
  readonly tenant_id: string;
  readonly user_id: string;
  readonly key: string;
  readonly fingerprint: string;
  /** The repair as JSON. */
  readonly answer: string;
  /** Milliseconds since 1970. */
  readonly created_at: number;
}

/** What one person prefers; none for whoever has saved nothing. */
export interface PreferencesRow {
  readonly tenant_id: string;
  readonly user_id: string;
  readonly layout: 'list' | 'grid';
  readonly first_results: 'all' | 'mine';
}
