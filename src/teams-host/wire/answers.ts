/** Responses of the host to requests that run something in an app. */
import type { JsonObject } from '../../foundation/json-value.ts';

export interface SearchResult {
  readonly preview: {
    readonly title: string;
    readonly subtitle?: string | undefined;
    readonly text?: string | undefined;
    readonly image?: { readonly url: string; readonly alt?: string | undefined } | undefined;
  };
  /** Adaptive Card. */
  readonly card: unknown;
  /** One sentence for each part of the app's card that is not on this one, if it was converted. */
  readonly notes?: readonly string[];
  /** Sent back to the bot when the result is chosen; its answer replaces `card`. */
  readonly tap?: unknown;
  /** URL of what the card shows: the preview opens it when it is pressed. */
  readonly link?: string;
}

export interface ResultsAnswer {
  readonly type: 'results';
  readonly layout: 'list' | 'grid';
  readonly results: readonly SearchResult[];
  /** Whether there is another page of results. */
  readonly hasMore?: boolean;
}

export interface SignInAnswer {
  readonly type: 'signIn';
  /** Text of the sign-in button. */
  readonly title: string;
  /** Path on this host or absolute URL, to open in a pop-up. */
  readonly url: string;
  /** Why single sign-on did not do without it, in sentences. */
  readonly problem?: string | undefined;
}

/** The app's settings page must be completed first. */
export interface SettingsAnswer {
  readonly type: 'settings';
  readonly title: string;
  /** Absolute URL, to open in a pop-up that uses teams-js. */
  readonly url: string;
}

/** A pop-up is needed; afterwards the page repeats the request with the result of the pop-up as `state`. */
export type PopupAnswer = SignInAnswer | SettingsAnswer;

/** A message shown instead of results, for example the reason for a failure; `text` consists of sentences. */
export interface MessageAnswer {
  readonly type: 'message';
  readonly title: string;
  readonly text: string;
  /** What to change, as a sentence. */
  readonly remedy?: string | undefined;
}

/** The action succeeded and there is nothing to show. */
export interface DoneAnswer {
  readonly type: 'done';
}

/** CSS pixels, or one of the named sizes of Teams. */
export type DialogLength = number | 'small' | 'medium' | 'large';

interface DialogFrame {
  readonly type: 'dialog';
  readonly title: string;
  readonly width: DialogLength;
  readonly height: DialogLength;
}

/** A dialog shows an Adaptive Card or a page of the app. */
export type DialogContent = DialogFrame &
  ({ readonly card: JsonObject; readonly url?: undefined } | { readonly url: string; readonly card?: undefined });

export interface DialogMessage {
  readonly type: 'dialogMessage';
  readonly text: string;
}

/** The card that the app will send on behalf of the person, for approval. */
export interface PreviewAnswer {
  readonly type: 'preview';
  readonly card: JsonObject;
  /** One sentence for each part of the message that the preview does not show. */
  readonly notes?: readonly string[];
  /** Sent back to the bot with the decision. */
  readonly activity: JsonObject;
}

/** Response to a query command. */
export type CommandAnswer = ResultsAnswer | PopupAnswer | MessageAnswer;

/** Response to an action command or a dialog. */
export type DialogAnswer =
  | DialogContent
  | DialogMessage
  | PreviewAnswer
  | ResultsAnswer
  | PopupAnswer
  | MessageAnswer
  | DoneAnswer;

/** Response to a button of a card in a message. */
export type CardAnswer =
  | { readonly type: 'card'; readonly card: JsonObject }
  | { readonly type: 'toast'; readonly text: string }
  | DialogContent
  | DialogMessage
  | SignInAnswer
  | MessageAnswer
  | DoneAnswer;

/** Response to a search for the choices of a choice set. */
export interface ChoicesAnswer {
  readonly type: 'choices';
  readonly choices: readonly { readonly title: string; readonly value: string }[];
}

/** Response to a pasted link; `none` if no app unfurls it, `notAdded` if its app must be added first. */
export type UnfurlAnswer =
  | { readonly type: 'none' }
  | { readonly type: 'notAdded'; readonly appId: string }
  | ((ResultsAnswer | SignInAnswer | MessageAnswer) & { readonly appId: string });

/** Whether a value matches the pattern of a field. */
export type MatchAnswer =
  | { readonly matches: boolean }
  /** The pattern cannot be used; `problem` is a sentence. */
  | { readonly matches?: never; readonly problem: string };
