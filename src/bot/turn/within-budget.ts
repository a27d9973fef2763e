/**
 * Resolves to the result of `work`, or to that of `late` if the budget runs out first. The signal is then aborted, and
 * the work continues in the background: its result is ignored, its error is passed to `onLateFault`.
 * @param budget in milliseconds.
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
  let timer: NodeJS.Timeout | undefined;
  const timeIsUp = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, budget);
  });
  try {
    return await Promise.race([
      working,
      timeIsUp.then(() => {
        controller.abort();
        return late();
      }),
    ]);
  } finally {
    clearTimeout(timer);
  }
}
