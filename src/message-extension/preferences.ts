import { LRUCache } from 'lru-cache';
import type { CommandUser } from './command-context.ts';

/** How a person wants the message extension. */
export interface Preferences {
  /** One result below the other, or tiles with large pictures. */
  readonly layout: 'list' | 'grid';
  /** What is there before anything is typed: the newest of all repairs, or of those assigned to the person. */
  readonly firstResults: 'all' | 'mine';
}

export const defaultPreferences: Preferences = { layout: 'list', firstResults: 'all' };

/** Keeps people's preferences, each person's apart from all others'. */
export interface PreferenceStore {
  /** The defaults where nothing is kept. */
  get(user: CommandUser): Promise<Preferences>;
  set(user: CommandUser, preferences: Preferences): Promise<void>;
}

/** Keeps the preferences of the people who were here last, as long as the process lives. */
export function createMemoryPreferences(maximumPeople = 10_000): PreferenceStore {
  const kept = new LRUCache<string, Preferences>({ max: maximumPeople });
  const toKey = ({ tenantId, id }: CommandUser): string => JSON.stringify([tenantId, id]);
  return {
    get: async (user) => kept.get(toKey(user)) ?? defaultPreferences,
    set: async (user, preferences) => {
      kept.set(toKey(user), preferences);
    },
  };
}
