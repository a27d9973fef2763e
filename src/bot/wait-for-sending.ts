import type { Log } from '../log.ts';
import { withinBudget } from './within-budget.ts';

/**
 * Waits for what is sent into the conversation besides an answer, and resolves also where that takes longer: what the person
 * did is done already, so that no slow connector may keep the answer from them. The sending goes on.
 */
export type WaitForSending = (sending: Promise<void>) => Promise<void>;

/** @param budget milliseconds to wait. */
export function createWaitForSending(budget: number, log: Log): WaitForSending {
  return (sending) =>
    withinBudget(
      budget,
      () => sending,
      () => undefined,
      (cause) => log.error('sending failed', { cause }),
    );
}
