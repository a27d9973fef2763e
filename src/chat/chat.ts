import type { TeamsUser } from '../card-actions/teams-user.ts';
import type { Attachment } from '../cards/attachment.ts';
import type { RepairsClient } from '../repairs-client/repairs-client.ts';

/** A message to the bot. */
export interface ChatMessage {
  /** As typed, trimmed and without the mention of the bot; may be empty. */
  readonly text: string;
  /** Number of attached files, which the bot does not read. */
  readonly files: number;
  /** Number of attached cards, for example one inserted by a message extension. */
  readonly cards: number;
}

export interface ChatContext {
  /** The person who wrote the message. */
  readonly user: TeamsUser;
  readonly conversation: 'personal' | 'group' | 'channel';
  /** Origin of the app, without a trailing slash. */
  readonly publicUrl: string;
  readonly now: () => Date;
  /** Offset of the person's local time from UTC, in minutes. */
  readonly utcOffset: number;
  readonly activityId: string;
  /** BCP 47, for example `de-DE`. */
  readonly locale?: string | undefined;
  /** Aborted when the time for the answer runs out. */
  readonly signal: AbortSignal;
  /**
   * The API with the user's own token. Throws if there is no token; rethrow that error and a 401 of the client:
   * the caller answers them with a sign-in card.
   */
  repairs(): Promise<RepairsClient>;
  /** Deletes the user's token. */
  signOut(): Promise<void>;
  /** Deletes everything that is stored about the user, and the user's token. */
  forget(): Promise<void>;
}

export interface ChatReply {
  readonly text?: string | undefined;
  readonly attachments?: readonly Attachment[] | undefined;
  /** Texts that the person can send with one tap. */
  readonly suggestions?: readonly { readonly title: string; readonly text: string }[] | undefined;
}

/** The replies of the bot in a chat. The caller answers an AppError with its message. */
export interface Chat {
  handleMessage(message: ChatMessage, context: ChatContext): Promise<readonly ChatReply[]>;
  /** Asks the author of a message to sign in, in a conversation with others. */
  askToSignIn(message: ChatMessage): readonly ChatReply[];
  /** Sent once when the bot is installed. */
  welcome(context: Pick<ChatContext, 'conversation' | 'publicUrl' | 'locale' | 'now'>): readonly ChatReply[];
  /** Sent when the person has signed in from a card in the chat, and no question waits for that. */
  signedIn(context: Pick<ChatContext, 'user' | 'conversation' | 'locale'>): readonly ChatReply[];
}
