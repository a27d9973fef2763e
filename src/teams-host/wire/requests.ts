/** What the page posts. */
import type { JsonObject } from '../../foundation/json-value.ts';
import type { CommandContext, ParameterValues } from './loaded-app.ts';
import type { ReactionType } from './message.ts';

/** What a person sends. */
export interface Draft {
  readonly text: string;
  readonly replyToId?: string | undefined;
  readonly cards?: readonly { readonly appId: string; readonly card: unknown }[] | undefined;
}

export interface ReactionRequest {
  readonly type: ReactionType;
  readonly remove: boolean;
}

/** A press on a card in a message. */
export interface CardActionRequest {
  readonly appId: string;
  readonly messageId: string;
  /** The action as the card has it. */
  readonly action: JsonObject;
  /** Values of the inputs that belong to the action, by id. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** `automatic`: the card updates itself. */
  readonly trigger: 'manual' | 'automatic';
  /** Verification code of the sign-in that the same request led to. */
  readonly state?: string | undefined;
}

/** What a person has filled in in a dialog that a card's button opened. */
export interface CardDialogRequest {
  readonly appId: string;
  readonly messageId: string;
  readonly data: unknown;
}

/** How the sign-in of a bot's card ended. */
export interface VerifyStateRequest {
  readonly appId: string;
  /** Verification code, or `CancelledByUser`. */
  readonly state: string;
}

/** Common to all requests to a message extension. */
export interface ExtensionRequest {
  /** Where the extension is used; the person's first conversation where absent. */
  readonly conversationId?: string | undefined;
  /** Result of the pop-up that the same request led to. */
  readonly state?: string | undefined;
}

export interface QueryRequest extends ExtensionRequest {
  readonly parameters: ParameterValues;
  /** The run on opening the command, before anything is filled in. */
  readonly initialRun?: boolean | undefined;
  readonly skip?: number | undefined;
  readonly count?: number;
}

export interface SelectRequest extends ExtensionRequest {
  /** `tap` of the result. */
  readonly value: unknown;
}

export interface ActionRequest extends ExtensionRequest {
  readonly context: CommandContext;
  /** The message the command was called from. */
  readonly messageId?: string | undefined;
}

/** What a person has done in a dialog. */
export interface Submission {
  readonly data: unknown;
  readonly state?: string | undefined;
  /** What the person did with the card an app showed for approval. */
  readonly preview?: { readonly action: 'edit' | 'send'; readonly activity: JsonObject } | undefined;
}

export interface SubmitRequest extends ActionRequest, Submission {}

export interface UnfurlRequest extends ExtensionRequest {
  readonly url: string;
}
