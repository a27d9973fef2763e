import type { TeamsUser } from '../../card-actions/teams-user.ts';

/** What the bot stores about people. Rejects with Unavailable if the storage cannot be reached. */
export interface People {
  /**
   * Stores the question that the person's sign-in interrupted, durably and for ten minutes: the invoke that completes a
   * sign-in does not contain it.
   */
  saveQuestion(user: TeamsUser, text: string): Promise<void>;
  /** Removes and returns the question, so that it is answered once. */
  takeQuestion(user: TeamsUser): Promise<string | undefined>;
  /** Deletes everything that is stored under the person's id. */
  forget(user: TeamsUser): Promise<void>;
}
