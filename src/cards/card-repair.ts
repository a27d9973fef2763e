import type { RepairStatus } from '../repairs/repair.ts';

/** A repair as a card shows it. */
export interface CardRepair {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly assignedTo: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** Absolute URL. */
  readonly image?: string | undefined;
  readonly status: RepairStatus;
}

const words: Readonly<Record<RepairStatus, string>> = { open: 'Open', inProgress: 'In progress', done: 'Done' };
const colors: Readonly<Record<RepairStatus, string>> = { open: 'accent', inProgress: 'warning', done: 'good' };

/** Returns the status in words; empty for an unknown one, which a newer API may send. */
export const toStatusWord = (status: RepairStatus): string => words[status] ?? '';

/** Returns the Adaptive Cards colour of a status. */
export const toStatusColor = (status: RepairStatus): string => colors[status] ?? 'default';

/** Returns the URL of the picture; empty if there is none or it is not an http(s) URL, which a card must not load. */
export function toPicture({ image }: CardRepair): string {
  return image !== undefined && /^https?:\/\//i.test(image) ? image : '';
}
