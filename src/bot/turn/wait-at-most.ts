/**
 * Gives what the work gives, or what `late` gives when the time is up first. The work goes on then; what it comes to is
 * nobody's any more, a failure included.
 * @param time milliseconds.
 */
export async function waitAtMost<Value>(time: number, work: Promise<Value>, late: () => Value): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const timeIsUp = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, time);
  });
  try {
    return await Promise.race([work, timeIsUp.then(late)]);
  } finally {
    clearTimeout(timer);
  }
}
