/** From first to last. */
export const repairStatuses = ['open', 'inProgress', 'done'] as const;

export type RepairStatus = (typeof repairStatuses)[number];

/** A repair record. */
export interface Repair {
  /** Unique within its tenant. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Full name of the person who does the repair. */
  readonly assignedTo: string;
  /** Day of the repair, `YYYY-MM-DD`. */
  readonly date: string;
  /** An https address, or a path of this app below `/pictures/`. */
  readonly image: string | undefined;
  readonly status: RepairStatus;
  /** Starts at 1 and increases by one with every change. */
  readonly version: number;
}

/** The fields of a new repair. `Repairs.create` sets defaults for absent ones. */
export interface NewRepair {
  readonly title: string;
  readonly description: string;
  readonly assignedTo: string;
  readonly date?: string;
  readonly image?: string;
  readonly status?: RepairStatus;
}

/** The fields to change; an absent one keeps its value. */
export type RepairChanges = Partial<NewRepair>;
