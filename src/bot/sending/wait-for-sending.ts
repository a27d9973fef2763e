import type { Log } from '../../foundation/log.ts';
import type { Turn } from '../turn/turn.ts';
import { withinBudget } from '../turn/within-budget.ts';

export interface WaitForSendingOptions {
  /** Longest wait, in milliseconds. */
  readonly budget: number;
  readonly now: () => Date;
  readonly log: Log;
}

/**
 * Waits for messages that are sent in addition to the answer of an invoke, up to the budget: the command has succeeded,
 * so a slow connector must not delay its answer.
 */
export type WaitForSending = (turn: Turn, sending: Promise<void>) => Promise<void>;

/** How long before the turn's deadline the answer is sent, in milliseconds. */
const reserve = 200;

export function createWaitForSending({ budget, now, log }: WaitForSendingOptions): WaitForSending {
  return ({ deadline }, sending) =>
    withinBudget(
      Math.max(Math.min(budget, deadline - now().getTime() - reserve), 0),
      () => sending,
      () => undefined,
      (cause) => log.error('message: sending failed', { cause }),
    );
}
