import type { JsonObject } from '../../foundation/json-value.ts';

/** A message, as seen by one person. */
export interface Message {
  readonly id: string;
  readonly conversationId: string;
  /** Id of the message it replies to; in a channel, of the first message of the thread. */
  readonly replyToId?: string | undefined;
  readonly from: Author;
  /** Whether only this person sees it (a targeted message). */
  readonly onlyForYou?: boolean;
  /** ISO 8601, as is `editedAt`. */
  readonly sentAt: string;
  readonly editedAt?: string | undefined;
  readonly deleted?: boolean;
  readonly text: string;
  readonly textFormat: TextFormat;
  readonly attachmentLayout: 'list' | 'carousel';
  readonly attachments: readonly Attachment[];
  readonly suggestedActions: readonly SuggestedAction[];
  readonly reactions: readonly Reaction[];
  /** One sentence for each part that Teams would not show. */
  readonly problems: readonly string[];
  /** One sentence for each part that Teams shows and this host does not. */
  readonly omissions?: readonly string[] | undefined;
  /** Present while a bot streams the message: it shows what it does, or a part of the text. */
  readonly streaming?: 'informative' | 'streaming' | undefined;
  /** What a bot says about the message. */
  readonly labels?: MessageLabels | undefined;
}

export interface MessageLabels {
  readonly aiGenerated: boolean;
  /** The sources whose numbers are in the text. */
  readonly citations: readonly Citation[];
  readonly sensitivity: SensitivityLabel | undefined;
  /** Whether people can give feedback, in the form of Teams or in one of the bot. */
  readonly feedback: 'default' | 'custom' | undefined;
  readonly importance: 'high' | 'urgent' | undefined;
}

export interface Citation {
  /** Its number in the text. */
  readonly position: number;
  readonly name: string;
  readonly url: string | undefined;
  readonly abstract: string;
  readonly keywords: readonly string[];
  readonly sensitivity: SensitivityLabel | undefined;
}

export interface SensitivityLabel {
  readonly name: string;
  readonly description: string;
}

export type Author =
  | { readonly kind: 'person'; readonly id: string; readonly name: string; readonly appId?: undefined }
  | { readonly kind: 'bot'; readonly id: string; readonly name: string; readonly appId: string };

export type TextFormat = 'plain' | 'markdown' | 'xml';

export type Attachment =
  | CardAttachment
  | SignInAttachment
  | { readonly kind: 'image'; readonly url: string; readonly name?: string | undefined }
  | { readonly kind: 'unsupported'; readonly contentType: string; readonly why: string };

export interface CardAttachment {
  readonly kind: 'card';
  /** Id of the app whose bot receives the actions of the card; the sender's app if absent. */
  readonly appId?: string;
  /** Adaptive Card. */
  readonly card: JsonObject;
  /** One sentence for each part of the app's card that is not on this one, if it was converted. */
  readonly notes?: readonly string[];
  /** URL of what the card shows, for example of the link that was unfurled. */
  readonly link?: string | undefined;
  /** The action that updates the card, to run once for this person when the card comes into view. */
  readonly refresh?: JsonObject | undefined;
}

export interface SignInAttachment {
  readonly kind: 'signIn';
  readonly text: string;
  readonly buttons: readonly { readonly title: string; readonly url: string }[];
  readonly connectionName: string;
  /** Single sign-on, if the card offers it (`tokenExchangeResource`): Teams tries it before it shows the card. */
  readonly exchange?: TokenExchange | undefined;
}

export interface TokenExchange {
  readonly id: string;
  /** Application ID URI that the card asks for; that of the manifest if absent. */
  readonly uri?: string | undefined;
  /** `consent`: the person must allow it once, in the pop-up at `consentUrl`; `failed`: only the buttons are left. */
  readonly state: 'running' | 'done' | 'consent' | 'failed';
  /** Path on this host. */
  readonly consentUrl?: string | undefined;
  /** Why it failed, in sentences. */
  readonly problem?: string | undefined;
}

/** A reply that the bot suggests. */
export interface SuggestedAction {
  /** Text of the button. */
  readonly title: string;
  /** Text of the message that the button sends. */
  readonly text: string;
}

export type ReactionType = 'like' | 'heart' | 'laugh' | 'surprised' | 'sad' | 'angry';

export interface Reaction {
  readonly type: ReactionType;
  /** Names of the people who reacted. */
  readonly people: readonly string[];
}

/** A bot is typing; bots repeat the activity every few seconds. */
export interface Typing {
  readonly conversationId: string;
  readonly from: Author;
}
