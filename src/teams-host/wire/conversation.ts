/** `pair` is a chat between two people, without a bot. */
export type ConversationKind = 'personal' | 'groupChat' | 'channel' | 'pair';

/** A chat or channel, as seen by one of its members. */
export interface ConversationView {
  readonly id: string;
  readonly kind: ConversationKind;
  readonly title: string;
  /** The team of a channel. */
  readonly team?: { readonly id: string; readonly name: string } | undefined;
  readonly people: readonly Member[];
  /** Apps whose bot is installed in the conversation or can be. */
  readonly apps: readonly ConversationApp[];
}

export interface Member {
  readonly id: string;
  readonly name: string;
}

export interface ConversationApp {
  readonly appId: string;
  readonly botId: string;
  readonly name: string;
  readonly installed: boolean;
  readonly canInstall: boolean;
}
