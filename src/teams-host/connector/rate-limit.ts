/** So many calls in so many seconds. */
export interface Window {
  readonly seconds: number;
  readonly calls: number;
}

/** @see https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit */
export const sendLimits: readonly Window[] = [
  { seconds: 1, calls: 7 },
  { seconds: 2, calls: 8 },
  { seconds: 30, calls: 60 },
  { seconds: 3600, calls: 1800 },
];

export const memberLimits: readonly Window[] = [
  { seconds: 1, calls: 14 },
  { seconds: 2, calls: 16 },
  { seconds: 30, calls: 120 },
  { seconds: 3600, calls: 3600 },
];

export interface RateLimit {
  /** Counts a call, unless it is one too many. @returns seconds until the next one is taken; 0 where this one is. */
  take(key: string): number;
}

const mostKeys = 10_000;

/** Counts the calls of each key in sliding windows. A refused call does not count. */
export function createRateLimit(windows: readonly Window[], now: () => Date): RateLimit {
  const longest = Math.max(...windows.map(({ seconds }) => seconds));
  const calls = new Map<string, number[]>();
  return {
    take(key) {
      const time = now().getTime();
      const known = (calls.get(key) ?? []).filter((at) => at > time - longest * 1000);
      const waits = windows.map(({ seconds, calls: most }) => {
        const oldest = known.at(-most);
        return oldest === undefined || oldest <= time - seconds * 1000 ? 0 : oldest + seconds * 1000 - time;
      });
      const wait = Math.max(...waits);
      if (wait === 0) {
        known.push(time);
      }
      const [oldestKey] = calls.keys();
      if (calls.size >= mostKeys && oldestKey !== undefined && !calls.has(key)) {
        calls.delete(oldestKey);
      }
      calls.set(key, known);
      return Math.ceil(wait / 1000);
    },
  };
}
