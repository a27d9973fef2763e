import type { AnonymousContext } from './command-context.ts';

/** The day it is for the person, `YYYY-MM-DD`. */
export function toToday({ now, utcOffset }: Pick<AnonymousContext, 'now' | 'utcOffset'>): string {
  return new Date(now().getTime() + utcOffset * 60_000).toISOString().slice(0, 10);
}
