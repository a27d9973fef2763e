import type { JsonObject } from '../../foundation/json-value.ts';

/** A message, as one person sees it. */
export interface Message {
  readonly id: string;
  readonly conversationId: string;
  /** In a channel the first message of the thread. */
  readonly replyToId?: string | undefined;
  readonly from: Author;
  /** Whether the others in the conversation do not see it. */
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
  /** What Teams would not have shown, and why: one sentence each. */
  readonly problems: readonly string[];
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
  /** The app whose bot receives what is pressed on it; the sender's where absent. */
  readonly appId?: string;
  /** Adaptive Card. */
  readonly card: JsonObject;
  /** The action that updates the card, to run once for this person when the card comes into view. */
  readonly refresh?: JsonObject | undefined;
}

export interface SignInAttachment {
  readonly kind: 'signIn';
  readonly text: string;
  readonly buttons: readonly { readonly title: string; readonly url: string }[];
  readonly connectionName: string;
}

/** A reply the bot proposes. */
export interface SuggestedAction {
  /** Of the button. */
  readonly title: string;
  /** What the person says by pressing it. */
  readonly text: string;
}

export type ReactionType = 'like' | 'heart' | 'laugh' | 'surprised' | 'sad' | 'angry';

export interface Reaction {
  readonly type: ReactionType;
  /** Names. */
  readonly people: readonly string[];
}

/** A bot is writing; bots repeat this every few seconds. */
export interface Typing {
  readonly conversationId: string;
  readonly from: Author;
}
