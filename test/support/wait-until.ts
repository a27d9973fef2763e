import { setTimeout as delay } from 'node:timers/promises';

const patience = 30_000;

/**
 * Looks again and again until there is something, and gives it: for what follows by a moment, however long that is on a
 * busy machine.
 * @param look gives `undefined` or `false` as long as there is nothing.
 * @param failure what to say where nothing came within half a minute.
 */
export async function waitUntil<Value>(
  look: () => Value | Promise<Value>,
  failure: () => string = () => `It never came: ${look}`,
): Promise<Exclude<Value, undefined | false>> {
  const end = performance.now() + patience;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) {
      return found as Exclude<Value, undefined | false>;
    }
    if (performance.now() > end) {
      throw new Error(failure());
    }
    await delay(5);
  }
}
