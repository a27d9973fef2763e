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
  let timer: NodeJS.Timeout | undefined;
  const timeIsUp = new Promise<Value>((resolve) => {
    timer = setTimeout(() => {
      controller.abort();
      resolve(late());
    }, budget);
  });
  const working = work(controller.signal);
  working.catch((cause: unknown) => {
    if (controller.signal.aborted) {
      onLateFault(cause);
    }
  });
  try {
    return await Promise.race([working, timeIsUp]);
  } finally {
    clearTimeout(timer);
  }
}
