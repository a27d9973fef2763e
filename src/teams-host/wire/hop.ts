/** The record of one action for the flow panel: every hop between the parties, without tokens and secrets. */

/** `API` is the API that an app's bot calls with a person's token; the API of an API-based extension is `App`. */
export type Party = 'Person' | 'Teams host' | 'App' | 'API' | 'Authorization server';

export interface Hop {
  readonly from: Party;
  readonly to: Party;
  /** For example `GET http://127.0.0.1:3978/api/repairs?assignedTo=Karin`, with secrets redacted. */
  readonly request: string;
  /** HTTP status, if there was a response. */
  readonly status?: number | undefined;
  /** Duration in milliseconds. */
  readonly ms: number;
  /** One sentence on the purpose or result of the hop. */
  readonly note?: string | undefined;
  /** Claims of the access token that was used or received, if it is a JWT; never the token. */
  readonly claims?: Readonly<Record<string, unknown>> | undefined;
  /** Whether its bodies can be fetched (`HopContent`). */
  readonly hasContent?: boolean;
  /** Present if the action failed here: why, and what to change. */
  readonly failure?: { readonly why: string; readonly remedy: string } | undefined;
}

/** Bodies of a hop as formatted JSON without secrets. */
export interface HopContent {
  readonly sent?: string | undefined;
  readonly received?: string | undefined;
}

/** The response of `GET /api/flow`. */
export interface FlowRecord {
  /** Unique in the session, even after a restart of the host. */
  readonly id: string;
  /** What the person did, for example `List all repairs`. */
  readonly action: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly hops: readonly Hop[];
}
