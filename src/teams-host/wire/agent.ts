/** What the page shows of a declarative agent, and the responses of the host to a call of a function. */
import type { JsonObject } from '../../foundation/json-value.ts';
import type { MessageAnswer, SignInAnswer } from './answers.ts';

/** A declarative agent of a loaded app. */
export interface AgentView {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly description: string;
  readonly instructions: string;
  readonly conversationStarters: readonly { readonly title?: string | undefined; readonly text: string }[];
  readonly capabilities: readonly string[];
  readonly disclaimer?: string | undefined;
  readonly plugins: readonly PluginView[];
  /** One sentence for each part that this host does not simulate. */
  readonly notSimulated: readonly string[];
  /** Whether this person has a token for one of its registrations. */
  readonly signedIn: boolean;
}

export interface PluginView {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly descriptionForModel: string;
  readonly functions: readonly FunctionView[];
  readonly notSimulated: readonly string[];
  /** Whether this person has allowed the connection. */
  readonly connected: boolean;
}

/** A function as the model sees it. */
export interface FunctionView {
  readonly name: string;
  readonly description: string;
  readonly parameters: readonly FunctionParameter[];
  /** HTTP method and path of its operation, for developers; absent if it cannot be called. */
  readonly operation?: { readonly method: string; readonly path: string } | undefined;
  /** Whether the person is asked before each call. */
  readonly asksFirst: boolean;
  /** Whether the person has chosen "always allow". */
  readonly alwaysAllowed: boolean;
  /** One sentence for each reason why it cannot be called. */
  readonly faults: readonly string[];
  /** One sentence for each thing that works but should be changed. */
  readonly problems: readonly string[];
}

/** A parameter as the model sees it: from `parameters` of the function, or else from the API document. */
export interface FunctionParameter {
  readonly name: string;
  readonly description?: string | undefined;
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'array';
  /** Type of the items of an array. */
  readonly itemType?: 'string' | 'integer' | 'number' | 'boolean' | undefined;
  readonly required: boolean;
  readonly enum?: readonly unknown[] | undefined;
  readonly default?: unknown;
}

/** A call of a function, in place of the model's choice. */
export interface FunctionCallRequest {
  readonly pluginId: string;
  readonly functionName: string;
  /** Arguments by parameter name, with the types of the parameters. */
  readonly arguments: JsonObject;
  /** What the person said, for example a conversation starter; for the flow panel. */
  readonly prompt?: string | undefined;
  /** The answer to the last prompt of the host: its `consentId`, and whether to ask again next time. */
  readonly consent?: { readonly id: string; readonly always?: boolean | undefined } | undefined;
}

/** Response to a call of a function. */
export type FunctionAnswer = ConnectionPrompt | ConfirmationPrompt | SignInAnswer | FunctionResult | MessageAnswer;

/** The first use of a plugin: the person must allow the connection. */
export interface ConnectionPrompt {
  readonly type: 'connect';
  /** Sent back if the person allows it; valid once, for this call only. */
  readonly consentId: string;
  readonly title: string;
  readonly text: string;
  /** What will be sent. */
  readonly data: readonly SentValue[];
}

/** The person must confirm the call. */
export interface ConfirmationPrompt {
  readonly type: 'confirm';
  /** Sent back if the person confirms; valid once, for this call only. */
  readonly consentId: string;
  readonly title: string;
  /** Markdown. */
  readonly body: string;
  readonly data: readonly SentValue[];
  /** Whether "always allow" is offered. */
  readonly canAlwaysAllow: boolean;
}

export interface SentValue {
  readonly name: string;
  readonly value: string;
}

/** The API has answered. */
export interface FunctionResult {
  readonly type: 'functionResult';
  readonly status: number;
  /** Duration of the call in milliseconds. */
  readonly ms: number;
  readonly model: ModelInput;
  readonly citations: readonly AgentCitation[];
  /** One sentence for each limit that is near or exceeded, and for each part that Copilot would not show. */
  readonly warnings: readonly string[];
}

/** What the model would receive. */
export interface ModelInput {
  /** Formatted JSON without credentials. */
  readonly text: string;
  /** Size of the response in tokens (o200k). */
  readonly tokens: number;
  readonly maxTokens: number;
  /** Items of the response. */
  readonly items: number;
  /** Items beyond the limit, which the model does not receive. */
  readonly itemsCut: number;
  /** Whether the text was cut at the token limit. */
  readonly isCut: boolean;
}

/** A source that the agent's answer would cite. */
export interface AgentCitation {
  /** Its number in the answer, from 1. */
  readonly position: number;
  readonly title: string;
  readonly subtitle?: string | undefined;
  /** Absent if the citation cannot be opened. */
  readonly url?: string | undefined;
  readonly thumbnailUrl?: string | undefined;
  /** Adaptive Card, shown when the citation is opened. */
  readonly card?: JsonObject | undefined;
  /** One sentence for each thing that Copilot would not show. */
  readonly notes: readonly string[];
}
