import type { Attachment, MessageLabels, ReactionType, SuggestedAction, TextFormat } from '../wire/message.ts';
import type { Person } from '../wire/person.ts';

export type Author =
  | { readonly kind: 'person'; readonly user: Person }
  | { readonly kind: 'bot'; readonly appId: string; readonly name: string };

/** The part of a message that its author writes. */
export interface MessageContent {
  readonly text: string;
  readonly textFormat: TextFormat;
  readonly attachmentLayout: 'list' | 'carousel';
  readonly attachments: readonly Attachment[];
  readonly suggestedActions: readonly SuggestedAction[];
  /** One sentence for each part that is not shown as its author intended, here or in Teams. */
  readonly problems: readonly string[];
  readonly omissions?: readonly string[] | undefined;
  readonly streaming?: 'informative' | 'streaming' | undefined;
  readonly labels?: MessageLabels | undefined;
}

/** A message in a conversation. */
export interface PostedMessage extends MessageContent {
  /** Milliseconds since 1970 as text, as in Teams; unique in the host. */
  readonly id: string;
  readonly conversationId: string;
  /** Id of the message it replies to; in a channel, of the first message of its thread. */
  readonly replyToId?: string | undefined;
  readonly from: Author;
  /** The only person who sees it; everybody in the conversation if absent. */
  readonly onlyFor?: Person | undefined;
  readonly sentAt: Date;
  readonly editedAt?: Date;
  readonly deleted: boolean;
  /** Object ids of people by kind of reaction. */
  readonly reactions: ReadonlyMap<ReactionType, readonly string[]>;
}

export const emptyContent: MessageContent = {
  text: '',
  textFormat: 'plain',
  attachmentLayout: 'list',
  attachments: [],
  suggestedActions: [],
  problems: [],
  omissions: undefined,
  streaming: undefined,
  labels: undefined,
};
