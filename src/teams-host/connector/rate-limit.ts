import { LRUCache } from 'lru-cache';

/** The number of calls allowed within a number of seconds. */
export interface Window {
  readonly seconds: number;
  readonly calls: number;
}

/** Limits for sending messages. @see https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit */
export const sendLimits: readonly Window[] = [
  { seconds: 1, calls: 7 },
  { seconds: 2, calls: 8 },
  { seconds: 30, calls: 60 },
  { seconds: 3600, calls: 1800 },
];

/** Limits for reading members. */
export const memberLimits: readonly Window[] = [
  { seconds: 1, calls: 14 },
  { seconds: 2, calls: 16 },
  { seconds: 30, calls: 120 },
  { seconds: 3600, calls: 3600 },
];

export interface RateLimit {
  /** Counts a call, unless it exceeds a limit. @returns seconds until the next call is allowed; 0 if this one is. */
  take(key: string): number;
}

const maxKeys = 10_000;

/** Creates a rate limit with sliding windows per key. Refused calls do not count. */
export function createRateLimit(windows: readonly Window[], now: () => Date): RateLimit {
  const longestWindow = Math.max(...windows.map(({ seconds }) => seconds));
  const calls = new LRUCache<string, readonly number[]>({ max: maxKeys });
  return {
    take(key) {
      const time = now().getTime();
      const recent = (calls.get(key) ?? []).filter((at) => at > time - longestWindow * 1000);
      const waits = windows.map(({ seconds, calls: limit }) => {
        const oldest = recent.at(-limit);
        return oldest === undefined ? 0 : Math.max(0, oldest + seconds * 1000 - time);
      });
      const wait = Math.max(...waits);
      calls.set(key, wait === 0 ? [...recent, time] : recent);
      return Math.ceil(wait / 1000);
    },
  };
}
