import type { Flow } from '../flow/flow.ts';
import type { Hop } from '../wire/hop.ts';

type Outcome<T> = { readonly value: T } | { readonly error: unknown };

/** Runs one task per key at a time. Callers that join a running task share its outcome and receive its hops. */
export interface SingleFlight<T> {
  join(key: string, flow: Flow, task: (flow: Flow) => Promise<T>): Promise<T>;
  /** Resolves when no task runs for the key, whatever its outcome. */
  settled(key: string): Promise<void>;
}

/** Authorization servers treat concurrent refreshes with one refresh token as theft and revoke the grant. */
export function createSingleFlight<T>(): SingleFlight<T> {
  const flights = new Map<string, Promise<{ readonly hops: readonly Hop[]; readonly outcome: Outcome<T> }>>();

  async function run(key: string, task: (flow: Flow) => Promise<T>) {
    const hops: Hop[] = [];
    try {
      return { hops, outcome: { value: await task({ add: (hop) => hops.push(hop) }) } };
    } catch (error) {
      return { hops, outcome: { error } };
    } finally {
      flights.delete(key);
    }
  }

  return {
    async join(key, flow, task) {
      const flight = flights.get(key) ?? run(key, task);
      flights.set(key, flight);
      const { hops, outcome } = await flight;
      for (const hop of hops) {
        flow.add(hop);
      }
      if ('error' in outcome) {
        throw outcome.error;
      }
      return outcome.value;
    },
    async settled(key) {
      await flights.get(key);
    },
  };
}
