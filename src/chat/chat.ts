import type { RepairsClient } from '../repairs-client/repairs-client.ts';

/** Who writes, as the channel says. */
export interface ChatUser {
  /** Microsoft Entra object id where the channel gives one, else the channel's id of the person. */
  readonly id: string;
  readonly name: string;
  readonly tenantId: string;
}

/** A message to the bot. */
export interface ChatMessage {
  /** As typed, trimmed, without the mention of the bot; empty where there was nothing else. */
  readonly text: string;
  /** Number of files that came along, which the bot does not read. */
  readonly files: number;
  /** Number of cards that came along, for example one found with a message extension. */
  readonly cards: number;
}

export interface ChatContext {
  readonly user: ChatUser;
  readonly conversation: 'personal' | 'group' | 'channel';
  /** Origin of the app, without a slash at the end. */
  readonly publicUrl: string;
  readonly now: () => Date;
  readonly activityId: string;
  /** BCP 47, for example `de-DE`. */
  readonly locale?: string | undefined;
  /** Aborted when the time for the answer is up. */
  readonly signal: AbortSignal;
  /**
   * The API with the user's own token. Where there is none it throws, and the caller answers with a sign-in card: let
   * it through, as well as the client's 401.
   */
  repairs(): Promise<RepairsClient>;
  /** Forgets the user's token. */
  signOut(): Promise<void>;
}

/** An attachment on the wire. */
export interface ChatAttachment {
  readonly contentType: string;
  readonly content: unknown;
}

export interface ChatReply {
  readonly text?: string;
  readonly attachments?: readonly ChatAttachment[];
  /** Words that the person can send with one press. */
  readonly suggestions?: readonly { readonly title: string; readonly text: string }[];
}

/** All that the bot says in a chat. An AppError that it throws is told with its own sentence. */
export interface Chat {
  handleMessage(message: ChatMessage, context: ChatContext): Promise<readonly ChatReply[]>;
  /** Said once where the bot has just been installed. */
  welcome(context: Pick<ChatContext, 'conversation' | 'publicUrl' | 'locale' | 'now'>): readonly ChatReply[];
  /** Said when the person has signed in from the card in the chat. */
  signedIn(context: Pick<ChatContext, 'user' | 'conversation' | 'locale'>): readonly ChatReply[];
}
