import type { RepairStatus } from '../repairs/repair.ts';

/** A repair as a card shows it. */
export interface CardRepair {
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

const words: Readonly<Record<RepairStatus, string>> = { open: 'Open', inProgress: 'In progress', done: 'Done' };
const colors: Readonly<Record<RepairStatus, string>> = { open: 'accent', inProgress: 'warning', done: 'good' };

/** The status as people read it; empty for one there is not. */
export const toStatusWord = (status: RepairStatus): string => words[status] ?? '';

/** The status as a colour of Adaptive Cards. */
export const toStatusColor = (status: RepairStatus): string => colors[status] ?? 'default';

/** The address of the picture; empty where there is none, or none that a card may load. */
export function toPicture({ image }: CardRepair): string {
  return image !== undefined && /^https?:\/\//i.test(image) ? image : '';
}
