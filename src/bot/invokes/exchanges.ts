import { LRUCache } from 'lru-cache';

export type ExchangeOutcome = 'done' | 'failed';

/** Token exchanges by id. Teams sends the same exchange from every client that the person has open. */
export interface Exchanges {
  /**
   * Runs an exchange once, however often it arrives; one that failed or threw runs again.
   * @returns whether this call was the one that ran it.
   */
  run(
    id: string,
    exchange: () => Promise<ExchangeOutcome>,
  ): Promise<{ readonly outcome: ExchangeOutcome; readonly isFirst: boolean }>;
}

/** How long an exchange is remembered, in milliseconds. */
const rememberedFor = 10 * 60 * 1000;

/** @param capacity number of exchanges that are remembered. */
export function createExchanges(now: () => Date, capacity = 10_000): Exchanges {
  const known = new LRUCache<string, Promise<ExchangeOutcome>>({
    max: capacity,
    ttl: rememberedFor,
    ttlResolution: 0,
    perf: { now: () => now().getTime() },
  });

  return {
    async run(id, exchange) {
      const before = known.get(id);
      if (before !== undefined) {
        return { outcome: await before, isFirst: false };
      }
      const running = exchange();
      known.set(id, running);
      const forget = () => {
        if (known.peek(id) === running) {
          known.delete(id);
        }
      };
      running.then((outcome) => outcome === 'failed' && forget(), forget);
      return { outcome: await running, isFirst: true };
    },
  };
}
