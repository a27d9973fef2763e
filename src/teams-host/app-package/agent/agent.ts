import type { FunctionParameter } from '../../wire/agent.ts';
import type { Authorization } from '../manifest/manifest.ts';
import type { ApiOperation } from '../openapi/api-operation.ts';

/**
 * A declarative agent of an app package and its API plugins.
 * @see https://learn.microsoft.com/microsoft-365-copilot/extensibility/declarative-agent-manifest-1.8
 */
export interface Agent {
  /** `id` of the agent in the app manifest. */
  readonly id: string;
  /** Version of its schema, for example `v1.8`. */
  readonly version: string;
  readonly name: string;
  readonly description: string;
  readonly instructions: string;
  readonly conversationStarters: readonly ConversationStarter[];
  /** Names of its capabilities, for example `WebSearch`. */
  readonly capabilities: readonly string[];
  /** Text that is shown at the start of a conversation. */
  readonly disclaimer: string | undefined;
  readonly plugins: readonly Plugin[];
  /** One sentence for each part that this host does not simulate. */
  readonly notSimulated: readonly string[];
}

export interface ConversationStarter {
  readonly title: string | undefined;
  readonly text: string;
}

/**
 * An API plugin of an agent, one of its `actions`.
 * @see https://learn.microsoft.com/microsoft-365-copilot/extensibility/plugin-manifest-2.4
 */
export interface Plugin {
  /** `id` of the action. */
  readonly id: string;
  /** Path of its file in the package. */
  readonly path: string;
  readonly version: '2.1' | '2.2' | '2.3' | '2.4';
  /** `name_for_human` */
  readonly name: string;
  /** `description_for_human` */
  readonly description: string;
  /** `description_for_model`; the model also selects plugins by it. */
  readonly descriptionForModel: string;
  readonly functions: readonly PluginFunction[];
  /** One sentence for each part that this host does not simulate. */
  readonly notSimulated: readonly string[];
}

/** A function that the model can select. */
export interface PluginFunction {
  readonly name: string;
  /** Description as the model sees it. */
  readonly description: string;
  readonly parameters: readonly FunctionParameter[];
  /** Undefined if the function cannot be called; `faults` has the reasons. */
  readonly operation: ApiOperation | undefined;
  /** Credential of its runtime. */
  readonly authorization: Authorization;
  /** `x-openai-isConsequential` of the operation, for any method. */
  readonly isConsequential: boolean | undefined;
  readonly confirmation: Confirmation | undefined;
  readonly responseSemantics: ResponseSemantics | undefined;
  /** `security_info.data_handling`; undefined without `security_info`. */
  readonly dataHandling: readonly string[] | undefined;
  /** One sentence for each reason why the function cannot be called. */
  readonly faults: readonly string[];
  /** One sentence for each thing that works but should be changed. */
  readonly problems: readonly string[];
}

/** `capabilities.confirmation` of a function. */
export interface Confirmation {
  readonly title: string | undefined;
  /** Markdown with `{{function.parameters.<name>}}`. */
  readonly body: string | undefined;
  /** Counts only for GET, and only if the operation does not say whether it is consequential. */
  readonly isNonConsequential: boolean | undefined;
}

/** `capabilities.response_semantics` of a function. */
export interface ResponseSemantics {
  /** JSONPath (RFC 9535) of the items in the response. */
  readonly dataPath: string;
  /** JSONPath of each property, relative to an item. */
  readonly properties: {
    readonly title?: string | undefined;
    readonly subtitle?: string | undefined;
    readonly url?: string | undefined;
    readonly thumbnailUrl?: string | undefined;
    readonly informationProtectionLabel?: string | undefined;
    /** Selects the template of an item; takes precedence over `staticTemplate`. */
    readonly templateSelector?: string | undefined;
  };
  /** Source of the card template for each item, as JSON text. */
  readonly staticTemplate: string | undefined;
}
