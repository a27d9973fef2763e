/** Counts wrong passwords in memory, to slow down guessing. */
export interface SignInAttempts {
  /** Seconds until the next attempt is allowed; 0 if it is allowed now. */
  secondsToWait(sub: string): number;
  failed(sub: string): void;
  succeeded(sub: string): void;
}

interface Failures {
  readonly count: number;
  readonly last: number;
}

const freeAttempts = 5;
const pauseSeconds = 30;

/**
 * Creates the counter. After five wrong passwords, the next attempt is allowed 30 s after the last one. Only ids of
 * known people are counted, which bounds the size of the map.
 */
export function createSignInAttempts(now: () => Date): SignInAttempts {
  const failures = new Map<string, Failures>();
  return {
    secondsToWait(sub) {
      const { count, last } = failures.get(sub) ?? { count: 0, last: 0 };
      const left = last + pauseSeconds * 1000 - now().getTime();
      return count < freeAttempts || left <= 0 ? 0 : Math.ceil(left / 1000);
    },
    failed(sub) {
      failures.set(sub, { count: (failures.get(sub)?.count ?? 0) + 1, last: now().getTime() });
    },
    succeeded(sub) {
      failures.delete(sub);
    },
  };
}
