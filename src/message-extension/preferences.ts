import type { CommandUser } from './command-context.ts';

/** How a person wants the message extension. */
export interface Preferences {
  /** One result below the other, or tiles with large pictures. */
  readonly layout: 'list' | 'grid';
  /** What is there before anything is typed: the newest of all repairs, or of those assigned to the person. */
  readonly firstResults: 'all' | 'mine';
}

/** Those of whoever has saved none. */
export const defaultPreferences: Preferences = { layout: 'list', firstResults: 'all' };

/** Keeps people's preferences, each person's apart from all others'. Rejects with Unavailable where it cannot be reached. */
export interface PreferenceStore {
  /** Undefined where the person has saved none. */
  find(user: CommandUser): Promise<Preferences | undefined>;
  /** Takes the place of what the person saved before; kept for good once it has resolved. */
  save(user: CommandUser, preferences: Preferences): Promise<void>;
}
