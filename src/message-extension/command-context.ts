import type { TeamsUser } from '../card-actions/teams-user.ts';
import type { RepairsClient } from '../repairs-client/repairs-client.ts';

/** What is known about an invoke without a sign-in. */
export interface AnonymousContext {
  /** The person who sent the invoke; the only identity under which anything is stored. */
  readonly user: TeamsUser;
  /** Origin of the app, without a trailing slash. */
  readonly publicUrl: string;
  readonly now: () => Date;
  /** Offset of the person's local time from UTC, in minutes; 0 if the channel does not provide it. */
  readonly utcOffset: number;
  /** The same for every delivery of an invoke, so it identifies what must happen only once. */
  readonly activityId: string;
  /** BCP 47, for example `de-DE`. */
  readonly locale?: string | undefined;
  /** Aborted when the time for the answer runs out. */
  readonly signal: AbortSignal;
}

export interface CommandContext extends AnonymousContext {
  /** The API with the user's own token. Rethrow a 401: the caller answers it with a sign-in. */
  readonly repairs: RepairsClient;
}

/** The context of a link, which may belong to another app. */
export interface LinkContext extends AnonymousContext {
  /** Like `repairs` of a command, but asks a person without a token to sign in only when it is called. */
  repairs(): Promise<RepairsClient>;
}

export interface SettingsContext extends AnonymousContext {
  /** Deletes the user's token. */
  signOut(): Promise<void>;
  /** Deletes everything that is stored about the user, and the user's token. */
  forget(): Promise<void>;
}
