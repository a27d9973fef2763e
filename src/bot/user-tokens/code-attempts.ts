import { LRUCache } from 'lru-cache';

/** Limits how many verification codes each person may try, because a code has only six digits. */
export interface CodeAttempts {
  /** Counts an attempt. Returns false if the person has used up all attempts; the code must then not be tried. */
  start(person: string): boolean;
  /** Takes an attempt back whose code was right, or could not be tried. */
  takeBack(person: string): void;
}

/** Wrong codes per person and period. */
const maximumAttempts = 5;
/** Length of the period, from the first attempt, in milliseconds. */
export const attemptPeriod = 10 * 60 * 1000;

/** @param capacity maximum number of people with attempts. */
export function createCodeAttempts(now: () => Date, capacity = 10_000): CodeAttempts {
  const attempts = new LRUCache<string, { count: number }>({
    max: capacity,
    ttl: attemptPeriod,
    ttlResolution: 0,
    perf: { now: () => now().getTime() },
  });
  return {
    start(person) {
      const known = attempts.get(person);
      if (known === undefined) {
        attempts.set(person, { count: 1 });
        return true;
      }
      if (known.count >= maximumAttempts) {
        return false;
      }
      known.count += 1;
      return true;
    },
    takeBack(person) {
      const known = attempts.peek(person);
      if (known !== undefined) {
        known.count -= 1;
      }
    },
  };
}
