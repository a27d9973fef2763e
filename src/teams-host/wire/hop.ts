/** The record of one action: every hop between the parties, for the flow panel. It never holds a token or a secret. */

/** `API` is what the bot of an app calls with a person's token; to the host itself, an app and its API are one. */
export type Party = 'Person' | 'Teams host' | 'App' | 'API' | 'Authorization server';

export interface Hop {
  readonly from: Party;
  readonly to: Party;
  /** What was asked, for example `GET http://127.0.0.1:3978/api/repairs?assignedTo=Karin`; secrets in it redacted. */
  readonly request: string;
  /** HTTP status, where there was an answer. */
  readonly status?: number | undefined;
  /** Duration in milliseconds. */
  readonly ms: number;
  /** One sentence on what this hop is for or what it showed. */
  readonly note?: string | undefined;
  /** Claims of the access token that was used or received, where it is a JWT; never the token. */
  readonly claims?: Readonly<Record<string, unknown>> | undefined;
  /** Present where the action failed here: why, and what to change. */
  readonly failure?: { readonly why: string; readonly remedy: string } | undefined;
}

/** What `GET /api/flow` answers. */
export interface FlowRecord {
  /** What the person did, for example `List all repairs`. */
  readonly action: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly hops: readonly Hop[];
}
