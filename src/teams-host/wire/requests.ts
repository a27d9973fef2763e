/** Bodies of the requests of the page. */
import type { JsonObject } from '../../foundation/json-value.ts';
import type { CommandContext, ParameterValues } from './loaded-app.ts';
import type { ReactionType } from './message.ts';

export interface DraftedCard {
  readonly appId: string;
  readonly card: unknown;
  /** URL of what the card shows. */
  readonly link?: string | undefined;
  /** One sentence for each part of the app's card that is not on this one, if it was converted. */
  readonly notes?: readonly string[] | undefined;
}

/** A message to post. */
export interface Draft {
  readonly text: string;
  readonly replyToId?: string | undefined;
  readonly cards?: readonly DraftedCard[] | undefined;
}

export interface ReactionRequest {
  readonly type: ReactionType;
  readonly remove: boolean;
}

export type FeedbackReaction = 'like' | 'dislike';

/** Asks for the feedback form of a bot. */
export interface FeedbackFormRequest {
  readonly reaction: FeedbackReaction;
}

export interface FeedbackRequest extends FeedbackFormRequest {
  /** The values of the form. */
  readonly feedback: unknown;
}

/** An action of a card in a message. */
export interface CardActionRequest {
  readonly appId: string;
  readonly messageId: string;
  /** The action object of the card. */
  readonly action: JsonObject;
  /** Values of the inputs that belong to the action, by id. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** `automatic` if the card refreshes itself. */
  readonly trigger: 'manual' | 'automatic';
  /** Verification code of the sign-in, if the request is repeated after one. */
  readonly state?: string | undefined;
}

/** The submitted data of a dialog that a button of a card opened. */
export interface CardDialogRequest {
  readonly appId: string;
  readonly messageId: string;
  readonly data: unknown;
}

/** What a person typed into a choice set whose choices a bot searches. */
export interface ChoicesRequest {
  readonly appId: string;
  /** The message with the card; absent for a card in a dialog. */
  readonly messageId?: string | undefined;
  /** Name of what to search. */
  readonly dataset: string;
  readonly text: string;
  readonly skip: number;
  readonly count: number;
  /** Values of the other inputs of the card by id, if the card asks for them. */
  readonly inputs?: Readonly<Record<string, string>> | undefined;
}

/** The result of the sign-in from a sign-in card. */
export interface VerifyStateRequest {
  readonly appId: string;
  /** Verification code, or `CancelledByUser`. */
  readonly state: string;
}

/** Common to all requests to a message extension. */
export interface ExtensionRequest {
  /** Where the extension is used; the person's first conversation if absent. */
  readonly conversationId?: string | undefined;
  /** Result of the pop-up, if the request is repeated after one. */
  readonly state?: string | undefined;
}

export interface QueryRequest extends ExtensionRequest {
  readonly parameters: ParameterValues;
  /** Whether this is the run on opening the command, with empty fields. */
  readonly initialRun?: boolean | undefined;
  readonly skip?: number | undefined;
  readonly count?: number;
}

export interface SelectRequest extends ExtensionRequest {
  /** The `tap` of the selected result. */
  readonly value: unknown;
}

export interface ActionRequest extends ExtensionRequest {
  readonly context: CommandContext;
  /** The message that the command was invoked from. */
  readonly messageId?: string | undefined;
}

/** The submitted data of a dialog. */
export interface Submission {
  readonly data: unknown;
  readonly state?: string | undefined;
  /** The decision on a card that an app showed for approval. */
  readonly preview?: { readonly action: 'edit' | 'send'; readonly activity: JsonObject } | undefined;
}

export interface SubmitRequest extends ActionRequest, Submission {}

export interface UnfurlRequest extends ExtensionRequest {
  readonly url: string;
}

export interface MatchRequest {
  /** `regex` of an Input.Text. */
  readonly pattern: string;
  readonly value: string;
}
