export type ExchangeOutcome = 'done' | 'failed';

/** Token exchanges by id: Teams sends the same one from every client the person has open. */
export interface Exchanges {
  /**
   * Runs an exchange once however often it comes; one that failed or threw is run again.
   * @returns whether this call was the one that ran it.
   */
  run(
    id: string,
    exchange: () => Promise<ExchangeOutcome>,
  ): Promise<{ readonly outcome: ExchangeOutcome; readonly isFirst: boolean }>;
}

/** So long, in milliseconds, an exchange is remembered. */
const rememberedFor = 10 * 60 * 1000;

/** @param capacity how many are remembered; the oldest go first. */
export function createExchanges(now: () => Date, capacity = 10_000): Exchanges {
  const known = new Map<string, { readonly at: number; readonly outcome: Promise<ExchangeOutcome> }>();

  return {
    async run(id, exchange) {
      const time = now().getTime();
      const before = known.get(id);
      if (before !== undefined && Math.abs(time - before.at) < rememberedFor) {
        return { outcome: await before.outcome, isFirst: false };
      }
      const entry = { at: time, outcome: exchange() };
      const forget = () => {
        if (known.get(id) === entry) {
          known.delete(id);
        }
      };
      known.delete(id);
      known.set(id, entry);
      for (const oldest of known.size > capacity ? known.keys().take(1) : []) {
        known.delete(oldest);
      }
      entry.outcome.then((outcome) => outcome === 'failed' && forget(), forget);
      return { outcome: await entry.outcome, isFirst: true };
    },
  };
}
