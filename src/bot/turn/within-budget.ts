import { waitAtMost } from './wait-at-most.ts';

/**
 * Gives what the work gives, or what `late` gives when the time is up first; the signal is aborted then, and what the work
 * comes to afterwards is only reported.
 * @param budget milliseconds.
 */
export async function withinBudget<Value>(
  budget: number,
  work: (signal: AbortSignal) => Promise<Value>,
  late: () => Value,
  onLateFault: (cause: unknown) => void,
): Promise<Value> {
  const controller = new AbortController();
  const working = work(controller.signal);
  working.catch((cause: unknown) => {
    if (controller.signal.aborted) {
      onLateFault(cause);
    }
  });
  return waitAtMost(budget, working, () => {
    controller.abort();
    return late();
  });
}
