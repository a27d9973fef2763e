import { setTimeout as delay } from 'node:timers/promises';

const timeout = 30_000;

/**
 * Calls `check` repeatedly until it returns a value, and returns that value: for effects that follow asynchronously,
 * however slow the machine is.
 * @param check returns `undefined` or `false` while there is no value yet.
 * @param failure the error message if there is no value within 30 seconds.
 */
export async function waitUntil<Value>(
  check: () => Value | Promise<Value>,
  failure: () => string = () => `Timed out waiting for: ${check}`,
): Promise<Exclude<Value, undefined | false>> {
  const end = performance.now() + timeout;
  for (;;) {
    const found = await check();
    if (found !== undefined && found !== false) {
      return found as Exclude<Value, undefined | false>;
    }
    if (performance.now() > end) {
      throw new Error(failure());
    }
    await delay(5);
  }
}
