import type { Conversation, Draft, Message, ReactionType } from '../chat/conversation.ts';
import type { CardAction, CardAnswer, DialogAnswer, DoneAnswer, MessageAnswer } from './answers.ts';
import { type HostCall, toPath } from './host-call.ts';

export interface CardActionRequest {
  readonly appId: string;
  readonly messageId: string;
  readonly action: CardAction;
  /** What the inputs the action takes along hold, by id. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** `automatic`: the card refreshes itself. */
  readonly trigger: 'manual' | 'automatic';
  readonly state?: string;
}

/** What people and bots say to each other. */
export interface ChatApi {
  conversations(): Promise<readonly Conversation[]>;
  install(conversationId: string, appId: string): Promise<void>;
  uninstall(conversationId: string, appId: string): Promise<void>;
  /** Oldest first. */
  messages(conversationId: string): Promise<readonly Message[]>;
  send(conversationId: string, draft: Draft): Promise<Message>;
  edit(message: Message, text: string): Promise<void>;
  remove(message: Message): Promise<void>;
  react(message: Message, type: ReactionType, remove: boolean): Promise<void>;
  act(conversationId: string, request: CardActionRequest): Promise<CardAnswer>;
  /** What a person has filled in in a dialog that a card's button opened. */
  submitDialog(
    conversationId: string,
    request: { readonly appId: string; readonly messageId: string; readonly data: unknown },
  ): Promise<DialogAnswer>;
  /** A sign-in that a bot's card began has ended, with its code or `CancelledByUser`. */
  verifyState(conversationId: string, appId: string, state: string): Promise<DoneAnswer | MessageAnswer>;
}

export function createChatApi({ get, post }: HostCall): ChatApi {
  const tell = async (path: string, body: unknown): Promise<void> => {
    await post(path, body);
  };
  return {
    conversations: async () =>
      ((await get('/api/conversations')) as { readonly conversations: readonly Conversation[] }).conversations,
    install: (id, appId) => tell(toPath`/api/conversations/${id}/install`, { appId }),
    uninstall: (id, appId) => tell(toPath`/api/conversations/${id}/uninstall`, { appId }),
    messages: async (id) =>
      ((await get(toPath`/api/conversations/${id}/messages`)) as { readonly messages: readonly Message[] }).messages,
    send: async (id, draft) => (await post(toPath`/api/conversations/${id}/messages`, draft)) as Message,
    edit: ({ conversationId, id }, text) =>
      tell(toPath`/api/conversations/${conversationId}/messages/${id}/edit`, { text }),
    remove: ({ conversationId, id }) => tell(toPath`/api/conversations/${conversationId}/messages/${id}/delete`, {}),
    react: ({ conversationId, id }, type, remove) =>
      tell(toPath`/api/conversations/${conversationId}/messages/${id}/reactions`, {
        type,
        ...(remove ? { remove } : {}),
      }),
    act: async (id, request) => (await post(toPath`/api/conversations/${id}/card-actions`, request)) as CardAnswer,
    submitDialog: async (id, request) => (await post(toPath`/api/conversations/${id}/dialog`, request)) as DialogAnswer,
    verifyState: async (id, appId, state) =>
      (await post(toPath`/api/conversations/${id}/verify-state`, { appId, state })) as DoneAnswer | MessageAnswer,
  };
}
