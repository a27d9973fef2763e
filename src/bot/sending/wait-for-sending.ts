import type { Log } from '../../foundation/log.ts';
import type { Turn } from '../turn/turn.ts';
import { withinBudget } from '../turn/within-budget.ts';

export interface WaitForSendingOptions {
  /** Milliseconds to wait at most. */
  readonly budget: number;
  readonly now: () => Date;
  readonly log: Log;
}

/**
 * Waits for what is sent into the conversation besides an answer, and resolves also where that takes longer: what the person
 * did is done already, so that no slow connector may keep the answer from them. The sending goes on.
 */
export type WaitForSending = (turn: Turn, sending: Promise<void>) => Promise<void>;

/** So long before it would be too late, in milliseconds, the answer goes off. */
const reserve = 200;

export function createWaitForSending({ budget, now, log }: WaitForSendingOptions): WaitForSending {
  return ({ deadline }, sending) =>
    withinBudget(
      Math.max(Math.min(budget, deadline - now().getTime() - reserve), 0),
      () => sending,
      () => undefined,
      (cause) => log.error('sending failed', { cause }),
    );
}
