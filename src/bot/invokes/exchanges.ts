import { LRUCache } from 'lru-cache';

export type ExchangeOutcome = 'done' | 'failed';

/** Token exchanges by id. Teams sends the same exchange from every client that the person has open. */
export interface Exchanges {
  /**
   * Runs an exchange once, however often it arrives; runs it again if it failed or threw.
   * @returns the outcome, and whether this call ran the exchange.
   */
  run(
    id: string,
    exchange: () => Promise<ExchangeOutcome>,
  ): Promise<{ readonly outcome: ExchangeOutcome; readonly isFirst: boolean }>;
}

/** How long an outcome is cached, in milliseconds. */
const cachedFor = 10 * 60 * 1000;

/** @param capacity maximum number of cached outcomes. */
export function createExchanges(now: () => Date, capacity = 10_000): Exchanges {
  const known = new LRUCache<string, Promise<ExchangeOutcome>>({
    max: capacity,
    ttl: cachedFor,
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
