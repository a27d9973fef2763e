import type { RepairStatus } from '../../repairs/repair.ts';

/** The tables of every database, without the full-text index (see `SearchIndex`). */
export interface Schema {
  repairs: RepairRow;
  repair_sequence: SequenceRow;
  idempotent_answers: IdempotentAnswerRow;
  preferences: PreferencesRow;
  pending_questions: PendingQuestionRow;
}

export interface RepairRow {
  /** Primary key and sort key, see `toPosition`. */
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

/** A single row with the last sequence number. */
export interface SequenceRow {
  readonly last: number;
}

/** The answer to a request with an idempotency key. */
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

/** Saved preferences of one person. */
export interface PreferencesRow {
  readonly tenant_id: string;
  readonly user_id: string;
  readonly layout: 'list' | 'grid';
  readonly first_results: 'all' | 'mine';
}

/** The question that one person's sign-in interrupted. */
export interface PendingQuestionRow {
  readonly tenant_id: string;
  readonly user_id: string;
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly asked_at: number;
}
