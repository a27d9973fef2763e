import type { TeamsUser } from '../card-actions/teams-user.ts';

/** A person's preferences for the message extension. */
export interface Preferences {
  /** A list with small pictures, or tiles with large ones. */
  readonly layout: 'list' | 'grid';
  /** What is shown before anything is typed: the newest of all repairs, or of those assigned to the person. */
  readonly firstResults: 'all' | 'mine';
}

/** For a person who has saved none. */
export const defaultPreferences: Preferences = { layout: 'list', firstResults: 'all' };

/** Stores each person's preferences. Rejects with Unavailable if the storage cannot be reached. */
export interface PreferenceStore {
  /** Undefined if the person has saved none. */
  find(user: TeamsUser): Promise<Preferences | undefined>;
  /** Replaces the person's preferences; durable once it has resolved. */
  save(user: TeamsUser, preferences: Preferences): Promise<void>;
}
