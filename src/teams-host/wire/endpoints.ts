import type { FunctionAnswer, FunctionCallRequest } from './agent.ts';
import type {
  CardAnswer,
  ChoicesAnswer,
  CommandAnswer,
  DialogAnswer,
  DialogContent,
  DialogMessage,
  DoneAnswer,
  MatchAnswer,
  MessageAnswer,
  PopupAnswer,
  UnfurlAnswer,
} from './answers.ts';
import type { ConversationView } from './conversation.ts';
import type { FlowRecord, HopContent } from './hop.ts';
import type { Message } from './message.ts';
import type {
  ActionRequest,
  CardActionRequest,
  CardDialogRequest,
  ChoicesRequest,
  Draft,
  ExtensionRequest,
  FeedbackFormRequest,
  FeedbackRequest,
  MatchRequest,
  QueryRequest,
  ReactionRequest,
  SelectRequest,
  SubmitRequest,
  UnfurlRequest,
  VerifyStateRequest,
} from './requests.ts';
import type { SessionView } from './session.ts';

/** The HTTP API between the page and its host: body and response of each endpoint. Errors are RFC 9457 problems. */
export interface Endpoints {
  'GET /api/session': Endpoint<SessionView>;
  'POST /api/session/user': Endpoint<void, { readonly userId: string }>;
  'POST /api/sign-out': Endpoint;
  'POST /api/forget-consent': Endpoint<{ readonly message: string }>;
  'GET /api/flow': Endpoint<FlowRecord>;
  /** The index of a hop counts from 0. */
  'GET /api/flows/:flowId/hops/:hop': Endpoint<HopContent>;
  'POST /api/match': Endpoint<MatchAnswer, MatchRequest>;

  'GET /api/conversations': Endpoint<{ readonly conversations: readonly ConversationView[] }>;
  'GET /api/conversations/:conversationId/messages': Endpoint<{ readonly messages: readonly Message[] }>;
  'POST /api/conversations/:conversationId/messages': Endpoint<Message, Draft>;
  'POST /api/conversations/:conversationId/messages/:messageId/edit': Endpoint<void, { readonly text: string }>;
  'POST /api/conversations/:conversationId/messages/:messageId/delete': Endpoint;
  'POST /api/conversations/:conversationId/messages/:messageId/reactions': Endpoint<void, ReactionRequest>;
  'POST /api/conversations/:conversationId/messages/:messageId/feedback-form': Endpoint<
    DialogContent | DialogMessage | MessageAnswer,
    FeedbackFormRequest
  >;
  'POST /api/conversations/:conversationId/messages/:messageId/feedback': Endpoint<
    DoneAnswer | MessageAnswer,
    FeedbackRequest
  >;
  'POST /api/conversations/:conversationId/install': Endpoint<void, { readonly appId: string }>;
  'POST /api/conversations/:conversationId/uninstall': Endpoint<void, { readonly appId: string }>;
  'POST /api/conversations/:conversationId/card-actions': Endpoint<CardAnswer, CardActionRequest>;
  'POST /api/conversations/:conversationId/dialog': Endpoint<DialogAnswer, CardDialogRequest>;
  'POST /api/conversations/:conversationId/choices': Endpoint<ChoicesAnswer | MessageAnswer, ChoicesRequest>;
  'POST /api/conversations/:conversationId/verify-state': Endpoint<DoneAnswer | MessageAnswer, VerifyStateRequest>;
  'POST /api/conversations/:conversationId/token-exchange': Endpoint<void, { readonly messageId: string }>;

  'POST /api/apps/:appId/install': Endpoint;
  'POST /api/apps/:appId/uninstall': Endpoint;
  'POST /api/apps/:appId/commands/:commandId': Endpoint<CommandAnswer, QueryRequest>;
  'POST /api/apps/:appId/commands/:commandId/open': Endpoint<DialogAnswer, ActionRequest>;
  'POST /api/apps/:appId/commands/:commandId/submit': Endpoint<DialogAnswer, SubmitRequest>;
  'POST /api/apps/:appId/select': Endpoint<DialogAnswer, SelectRequest>;
  'POST /api/apps/:appId/settings': Endpoint<PopupAnswer | MessageAnswer, ExtensionRequest>;
  'POST /api/apps/:appId/settings/saved': Endpoint<DoneAnswer | MessageAnswer, ExtensionRequest>;
  /** Calls a function of the app's agent. */
  'POST /api/apps/:appId/agent/call': Endpoint<FunctionAnswer, FunctionCallRequest>;
  /** Deletes the tokens of the person for the agent's plugins. */
  'POST /api/apps/:appId/agent/sign-out': Endpoint;
  'POST /api/unfurl': Endpoint<UnfurlAnswer, UnfurlRequest>;
}

/** An endpoint without an answer responds with 204; one without a body accepts an empty object. */
interface Endpoint<Answer = void, Body = Readonly<Record<string, never>>> {
  readonly answer: Answer;
  readonly body: Body;
}

export type Answer<Name extends keyof Endpoints> = Endpoints[Name]['answer'];

export type Body<Name extends keyof Endpoints> = Endpoints[Name]['body'];
