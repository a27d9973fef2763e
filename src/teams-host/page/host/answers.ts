/** What the host answers when an app was asked. */
export interface SearchResult {
  readonly preview: {
    readonly title: string;
    readonly subtitle?: string;
    readonly text?: string;
    readonly image?: { readonly url: string; readonly alt?: string };
  };
  /** Adaptive Card. */
  readonly card: unknown;
  /** To be asked for when the result is chosen, in place of `card`. */
  readonly tap?: unknown;
  /** Where a tap on the preview leads in a browser. */
  readonly link?: string;
}

export interface ResultsAnswer {
  readonly type: 'results';
  readonly layout: 'list' | 'grid';
  readonly results: readonly SearchResult[];
  /** Whether asking on from the end gives more. */
  readonly hasMore?: boolean;
}

export interface SignInAnswer {
  readonly type: 'signIn';
  readonly title: string;
  /** To open in a pop-up. */
  readonly url: string;
}

/** A page of the app that has to be filled in first. */
export interface SettingsAnswer {
  readonly type: 'settings';
  readonly title: string;
  /** To open in a pop-up that speaks the protocol of teams-js. */
  readonly url: string;
}

/** What stands between a request and its answer; the same request with `state` goes on afterwards. */
export type PopupAnswer = SignInAnswer | SettingsAnswer;

export interface MessageAnswer {
  readonly type: 'message';
  readonly title: string;
  readonly text: string;
  readonly remedy?: string;
}

export interface DoneAnswer {
  readonly type: 'done';
}

export type CommandAnswer = ResultsAnswer | PopupAnswer | MessageAnswer;

/** Pixels, or a name that Teams has a size for. */
export type DialogLength = number | 'small' | 'medium' | 'large';

export interface DialogContent {
  readonly type: 'dialog';
  readonly title: string;
  readonly width: DialogLength;
  readonly height: DialogLength;
  /** Adaptive Card; `url` where it is a page. */
  readonly card?: unknown;
  readonly url?: string;
}

/** The card an app would send in the person's name, to look at first. */
export interface PreviewAnswer {
  readonly type: 'preview';
  readonly card: unknown;
  /** What goes back with the decision. */
  readonly activity: unknown;
}

export type DialogAnswer =
  | DialogContent
  | { readonly type: 'dialogMessage'; readonly text: string }
  | PreviewAnswer
  | ResultsAnswer
  | PopupAnswer
  | MessageAnswer
  | DoneAnswer;

export type CardAnswer =
  | { readonly type: 'card'; readonly card: unknown; readonly refresh?: CardAction }
  | { readonly type: 'toast'; readonly text: string }
  | DialogContent
  | { readonly type: 'dialogMessage'; readonly text: string }
  | SignInAnswer
  | MessageAnswer
  | DoneAnswer;

/** A button of an Adaptive Card, without how it looks. */
export interface CardAction {
  readonly type: string;
  readonly title?: string;
  readonly id?: string;
  readonly verb?: string;
  readonly data?: unknown;
}

export type UnfurlAnswer =
  | { readonly type: 'none' }
  | (ResultsAnswer & { readonly appId: string })
  | (SignInAnswer & { readonly appId: string })
  | MessageAnswer;
