/** What the host answers when the page runs something in an app. */
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
  /** Sent back to the bot when the result is chosen; its answer replaces `card`. */
  readonly tap?: unknown;
  /** Where a press on the preview leads. */
  readonly link?: string;
}

export interface ResultsAnswer {
  readonly type: 'results';
  readonly layout: 'list' | 'grid';
  readonly results: readonly SearchResult[];
  /** Whether the next page holds more. */
  readonly hasMore?: boolean;
}

export interface SignInAnswer {
  readonly type: 'signIn';
  /** Text of the sign-in button. */
  readonly title: string;
  /** Path on this host or absolute URL, to open in a pop-up. */
  readonly url: string;
}

/** A page of the app that the person has to fill in first. */
export interface SettingsAnswer {
  readonly type: 'settings';
  readonly title: string;
  /** Absolute URL, to open in a pop-up that speaks the protocol of teams-js. */
  readonly url: string;
}

/** Needs a pop-up first; the page then sends the same request again, with the pop-up's result as `state`. */
export type PopupAnswer = SignInAnswer | SettingsAnswer;

/** Why there is nothing else to see, in sentences. */
export interface MessageAnswer {
  readonly type: 'message';
  readonly title: string;
  readonly text: string;
  /** What to change. */
  readonly remedy?: string | undefined;
}

/** There is nothing more to show. */
export interface DoneAnswer {
  readonly type: 'done';
}

/** Pixels, or a name that Teams has a size for. */
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

/** The card an app would send in the person's name, for approval. */
export interface PreviewAnswer {
  readonly type: 'preview';
  readonly card: JsonObject;
  /** Goes back to the bot with the decision. */
  readonly activity: JsonObject;
}

/** Of a query. */
export type CommandAnswer = ResultsAnswer | PopupAnswer | MessageAnswer;

/** Of an action. */
export type DialogAnswer =
  | DialogContent
  | DialogMessage
  | PreviewAnswer
  | ResultsAnswer
  | PopupAnswer
  | MessageAnswer
  | DoneAnswer;

/** Of a button on a card in a message. */
export type CardAnswer =
  | { readonly type: 'card'; readonly card: JsonObject }
  | { readonly type: 'toast'; readonly text: string }
  | DialogContent
  | DialogMessage
  | SignInAnswer
  | MessageAnswer
  | DoneAnswer;

/** Of a pasted link; `none` where no app unfurls it. */
export type UnfurlAnswer =
  | { readonly type: 'none' }
  | ((ResultsAnswer | SignInAnswer | MessageAnswer) & { readonly appId: string });
