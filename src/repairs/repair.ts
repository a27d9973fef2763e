/** A repair record as the domain knows it. */
export const repairStatuses = ['open', 'inProgress', 'done'] as const;

export type RepairStatus = (typeof repairStatuses)[number];

export interface Repair {
  /** Unique within its tenant. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Full name of the person who does the repair. */
  readonly assignedTo: string;
  /** Day of the repair, `YYYY-MM-DD`. */
  readonly date: string;
  /** An https address, or a path on this app beginning with `/pictures/`; undefined where there is none. */
  readonly image: string | undefined;
  readonly status: RepairStatus;
  /** Grows by one with every change, from 1. */
  readonly version: number;
}

/** What a caller says of a repair that is to be created; the rest is decided by the use case. */
export interface NewRepair {
  readonly title: string;
  readonly description: string;
  readonly assignedTo: string;
  readonly date?: string;
  readonly image?: string;
  readonly status?: RepairStatus;
}

/** The fields that are to change; an absent one stays. */
export type RepairChanges = Partial<NewRepair>;
