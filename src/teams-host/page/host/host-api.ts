import type { FunctionCallRequest } from '../../wire/agent.ts';
import type { Message, ReactionType } from '../../wire/message.ts';
import type {
  ActionRequest,
  CardActionRequest,
  CardDialogRequest,
  ChoicesRequest,
  Draft,
  ExtensionRequest,
  FeedbackReaction,
  FeedbackRequest,
  QueryRequest,
  SelectRequest,
  SubmitRequest,
  UnfurlRequest,
} from '../../wire/requests.ts';
import { createHostCall } from './host-call.ts';

/** Typed calls of the API of the host. Each rejects with HostFault if the host refuses or does not answer. */
export type HostApi = ReturnType<typeof createHostApi>;

/** @param fetch the `fetch` of the browser, or of a test. */
export function createHostApi(fetch: typeof globalThis.fetch) {
  const call = createHostCall(fetch);
  return {
    session: () => call('GET /api/session', {}, {}),
    /** Switches this browser to another person. */
    switchUser: (userId: string) => call('POST /api/session/user', {}, { userId }),
    /** Deletes the person's tokens for all apps. */
    signOut: () => call('POST /api/sign-out', {}, {}),
    /** @returns the sentence to show. */
    forgetConsent: async () => (await call('POST /api/forget-consent', {}, {})).message,
    hopContent: (flowId: string, hop: number) =>
      call('GET /api/flows/:flowId/hops/:hop', { flowId, hop: String(hop) }, {}),
    /** Adds an app to the person's apps. */
    installApp: (appId: string) => call('POST /api/apps/:appId/install', { appId }, {}),
    uninstallApp: (appId: string) => call('POST /api/apps/:appId/uninstall', { appId }, {}),

    conversations: async () => (await call('GET /api/conversations', {}, {})).conversations,
    /** Oldest first. */
    messages: async (conversationId: string) =>
      (await call('GET /api/conversations/:conversationId/messages', { conversationId }, {})).messages,
    send: (conversationId: string, draft: Draft) =>
      call('POST /api/conversations/:conversationId/messages', { conversationId }, draft),
    edit: (message: Message, text: string) =>
      call('POST /api/conversations/:conversationId/messages/:messageId/edit', toParameters(message), { text }),
    remove: (message: Message) =>
      call('POST /api/conversations/:conversationId/messages/:messageId/delete', toParameters(message), {}),
    react: (message: Message, type: ReactionType, remove: boolean) =>
      call('POST /api/conversations/:conversationId/messages/:messageId/reactions', toParameters(message), {
        type,
        remove,
      }),
    /** Requests the feedback form of the bot that has sent the message. */
    openFeedback: (message: Message, reaction: FeedbackReaction) =>
      call('POST /api/conversations/:conversationId/messages/:messageId/feedback-form', toParameters(message), {
        reaction,
      }),
    giveFeedback: (message: Message, request: FeedbackRequest) =>
      call('POST /api/conversations/:conversationId/messages/:messageId/feedback', toParameters(message), request),
    install: (conversationId: string, appId: string) =>
      call('POST /api/conversations/:conversationId/install', { conversationId }, { appId }),
    uninstall: (conversationId: string, appId: string) =>
      call('POST /api/conversations/:conversationId/uninstall', { conversationId }, { appId }),
    act: (conversationId: string, request: CardActionRequest) =>
      call('POST /api/conversations/:conversationId/card-actions', { conversationId }, request),
    submitDialog: (conversationId: string, request: CardDialogRequest) =>
      call('POST /api/conversations/:conversationId/dialog', { conversationId }, request),
    searchChoices: (conversationId: string, request: ChoicesRequest) =>
      call('POST /api/conversations/:conversationId/choices', { conversationId }, request),
    /** Reports the end of a sign-in from a sign-in card. @param state verification code, or `CancelledByUser`. */
    verifyState: (conversationId: string, appId: string, state: string) =>
      call('POST /api/conversations/:conversationId/verify-state', { conversationId }, { appId, state }),
    /** Repeats the exchange of a sign-in card after the person has allowed single sign-on. */
    exchangeToken: (conversationId: string, messageId: string) =>
      call('POST /api/conversations/:conversationId/token-exchange', { conversationId }, { messageId }),

    query: (appId: string, commandId: string, request: QueryRequest, signal: AbortSignal) =>
      call('POST /api/apps/:appId/commands/:commandId', { appId, commandId }, request, signal),
    select: (appId: string, request: SelectRequest) => call('POST /api/apps/:appId/select', { appId }, request),
    open: (appId: string, commandId: string, request: ActionRequest) =>
      call('POST /api/apps/:appId/commands/:commandId/open', { appId, commandId }, request),
    submit: (appId: string, commandId: string, request: SubmitRequest) =>
      call('POST /api/apps/:appId/commands/:commandId/submit', { appId, commandId }, request),
    settings: (appId: string, request: ExtensionRequest) => call('POST /api/apps/:appId/settings', { appId }, request),
    settingsSaved: (appId: string, request: ExtensionRequest) =>
      call('POST /api/apps/:appId/settings/saved', { appId }, request),
    /** Calls a function of the app's agent. */
    callFunction: (appId: string, request: FunctionCallRequest, signal: AbortSignal) =>
      call('POST /api/apps/:appId/agent/call', { appId }, request, signal),
    /** Deletes the person's tokens for the app's agent. */
    signOutOfAgent: (appId: string) => call('POST /api/apps/:appId/agent/sign-out', { appId }, {}),
    unfurl: (request: UnfurlRequest) => call('POST /api/unfurl', {}, request),
  };
}

function toParameters({ conversationId, id }: Message): {
  readonly conversationId: string;
  readonly messageId: string;
} {
  return { conversationId, messageId: id };
}
