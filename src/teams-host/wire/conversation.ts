/** `pair`: two people in a chat of their own. */
export type ConversationKind = 'personal' | 'groupChat' | 'channel' | 'pair';

/** A chat or channel, as one of its people sees it. */
export interface Conversation {
  readonly id: string;
  readonly kind: ConversationKind;
  readonly title: string;
  /** Of a channel. */
  readonly team?: { readonly id: string; readonly name: string } | undefined;
  readonly people: readonly Member[];
  /** Apps whose bot is here or could be. */
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
