/**
 * Resolves to the result of the work, or to that of `late` when the time is up first. Then the signal is aborted, and the
 * work goes on without anybody waiting for it: its result is dropped, its failure reported.
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
