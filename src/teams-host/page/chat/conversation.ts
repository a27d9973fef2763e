/** What is said in the host, as it tells the page. */
import type { CardAction } from '../host/answers.ts';

export interface Member {
  readonly id: string;
  readonly name: string;
}

/** `pair`: two people by themselves. */
export type ConversationKind = 'personal' | 'groupChat' | 'channel' | 'pair';

export interface Conversation {
  readonly id: string;
  readonly kind: ConversationKind;
  readonly title: string;
  readonly team?: { readonly id: string; readonly name: string };
  readonly people: readonly Member[];
  /** Apps with a bot that are here or could be. */
  readonly apps: readonly ConversationApp[];
}

export interface ConversationApp {
  readonly appId: string;
  readonly botId: string;
  readonly name: string;
  readonly installed: boolean;
  readonly canInstall: boolean;
}

export interface Message {
  readonly id: string;
  readonly conversationId: string;
  /** In a channel the first message of the thread. */
  readonly replyToId?: string;
  readonly from: {
    readonly kind: 'person' | 'bot';
    readonly id: string;
    readonly name: string;
    readonly appId?: string;
  };
  /** ISO 8601, as is `editedAt`. */
  readonly sentAt: string;
  readonly editedAt?: string;
  readonly deleted?: boolean;
  readonly text: string;
  readonly textFormat: 'plain' | 'markdown' | 'xml';
  readonly attachmentLayout: 'list' | 'carousel';
  readonly attachments: readonly Attachment[];
  readonly suggestedActions: readonly { readonly title: string; readonly text: string }[];
  readonly reactions: readonly { readonly type: ReactionType; readonly people: readonly string[] }[];
  /** What Teams would not have shown, and why. */
  readonly problems: readonly string[];
}

export type ReactionType = 'like' | 'heart' | 'laugh' | 'surprised' | 'sad' | 'angry';

export interface CardAttachment {
  readonly kind: 'card';
  /** Whose bot hears its buttons. */
  readonly appId?: string;
  readonly card: unknown;
  /** To be run once for this person when the card comes into view. */
  readonly refresh?: CardAction;
}

export interface SignInAttachment {
  readonly kind: 'signIn';
  readonly text: string;
  readonly buttons: readonly { readonly title: string; readonly url: string }[];
  readonly connectionName: string;
}

export type Attachment =
  | CardAttachment
  | SignInAttachment
  | { readonly kind: 'image'; readonly url: string; readonly name?: string }
  | { readonly kind: 'unsupported'; readonly contentType: string; readonly why: string };

/** What a person sends. */
export interface Draft {
  readonly text: string;
  readonly replyToId?: string;
  readonly cards?: readonly { readonly appId: string; readonly card: unknown }[];
}

/** The bots of a conversation, each once: two apps may carry the same one, which goes by the first one's name. */
export function botsOf({ apps }: Pick<Conversation, 'apps'>): readonly ConversationApp[] {
  return apps
    .filter(({ botId }, index) => apps.findIndex((app) => app.botId === botId) === index)
    .map((app) => {
      const ofBot = apps.filter(({ botId }) => botId === app.botId);
      return { ...app, installed: ofBot.some(({ installed }) => installed) };
    });
}

/** What a conversation is called by the person who looks at it. */
export function toTitle({ kind, title, team, people }: Conversation, userId: string): string {
  if (kind === 'channel' && team !== undefined) {
    return `${team.name} › ${title}`;
  }
  return title || (people.find(({ id }) => id !== userId)?.name ?? '');
}
