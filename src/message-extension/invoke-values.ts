/** `composeExtension/query`, parsed. */
export interface QueryValue {
  readonly commandId: string;
  /** By name, without `initialRun`. */
  readonly parameters: Readonly<Record<string, string>>;
  /** True until the person has typed something. */
  readonly isInitialRun: boolean;
  /** Number of results to skip, from 0. */
  readonly skip: number;
  /** Number of results to return, from 1. */
  readonly count: number;
}

/** `composeExtension/fetchTask` and `composeExtension/submitAction`, parsed. */
export interface ActionValue {
  readonly commandId: string;
  /** Where the action was chosen. */
  readonly commandContext: 'compose' | 'commandbox' | 'message';
  /** The submitted form of the dialog; untrusted, empty for a fetch. */
  readonly data: Readonly<Record<string, unknown>>;
  /** The message the action was chosen on. */
  readonly message?: MessageValue | undefined;
}

/** A chat message on which an action was chosen; plain text, no HTML. */
export interface MessageValue {
  readonly id: string;
  readonly text: string;
  /** URL of the message in Teams. */
  readonly link?: string | undefined;
  /** Name of the author. */
  readonly from?: string | undefined;
}

/** `composeExtension/queryLink` and `composeExtension/anonymousQueryLink`, parsed. */
export interface LinkValue {
  readonly url: string;
}

/** `composeExtension/setting`, parsed: what the settings page passed to Teams. */
export interface SettingValue {
  readonly state: string;
}
