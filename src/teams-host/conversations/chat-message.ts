import type { JsonObject } from '../../foundation/json-value.ts';
import type { Person } from '../wire/person.ts';

export type Author =
  | { readonly kind: 'person'; readonly user: Person }
  | { readonly kind: 'bot'; readonly appId: string; readonly name: string };

/** What came with a message, in the shapes the page can show. */
export type ChatAttachment =
  | { readonly kind: 'card'; readonly appId?: string; readonly card: JsonObject }
  | {
      readonly kind: 'signIn';
      readonly text: string;
      readonly buttons: readonly { readonly title: string; readonly url: string }[];
      readonly connectionName: string;
    }
  | { readonly kind: 'image'; readonly url: string; readonly name?: string }
  | { readonly kind: 'unsupported'; readonly contentType: string; readonly why: string };

export interface SuggestedAction {
  readonly title: string;
  readonly text: string;
}

export type TextFormat = 'plain' | 'markdown' | 'xml';

/** What a message says, without who says it where and when. */
export interface MessageContent {
  readonly text: string;
  readonly textFormat: TextFormat;
  readonly attachmentLayout: 'list' | 'carousel';
  readonly attachments: readonly ChatAttachment[];
  readonly suggestedActions: readonly SuggestedAction[];
  /** What people see and should not, or do not see and should: one sentence each. */
  readonly problems: readonly string[];
}

export interface ChatMessage extends MessageContent {
  /** Milliseconds since 1970 as text, as in Teams; unique in the host. */
  readonly id: string;
  readonly conversationId: string;
  /** The message it answers; in a channel the first of its thread. */
  readonly replyToId?: string;
  readonly from: Author;
  /** The one person who sees it; everybody in the conversation where absent. */
  readonly onlyFor?: Person;
  readonly sentAt: Date;
  readonly editedAt?: Date;
  readonly deleted: boolean;
  /** Ids of people by kind of reaction. */
  readonly reactions: Readonly<Record<string, readonly string[]>>;
}

export const emptyContent: MessageContent = {
  text: '',
  textFormat: 'plain',
  attachmentLayout: 'list',
  attachments: [],
  suggestedActions: [],
  problems: [],
};
