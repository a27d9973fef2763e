import type { AgentView } from './agent.ts';

/** An app whose package the host has loaded. */
export interface LoadedApp {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly developer?: string;
  /** Path on this origin. */
  readonly icon: string;
  /** One sentence for each problem of the app package. */
  readonly problems: readonly string[];
  /** Whether the person has added it; required to chat with its bot, and to unfurl links under their own name. */
  readonly installed: boolean;
  /** Host names allowed in its pop-ups and dialogs; `*` matches one label. */
  readonly validDomains: readonly string[];
  readonly auth: AppAuthorization;
  readonly extension?: MessageExtension | undefined;
  readonly bot?: LoadedBot | undefined;
  readonly agent?: AgentView | undefined;
}

/** How calls to the app are authorized. */
export interface AppAuthorization {
  /** `oauth` if people sign in, to the API of a message extension or to a bot. */
  readonly kind: 'none' | 'apiKey' | 'oauth';
  readonly registrationName?: string | undefined;
  readonly signedIn: boolean;
}

export interface MessageExtension {
  readonly kind: 'api' | 'bot';
  /** Whether it has a settings page. */
  readonly canUpdateConfiguration: boolean;
  /** Host names whose links the app unfurls; `*` matches one label. */
  readonly linkDomains: readonly string[];
  readonly commands: readonly Command[];
}

export interface LoadedBot {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly commands: readonly BotCommand[];
}

/** A command from the command list of a bot, offered as a prompt. */
export interface BotCommand {
  readonly title: string;
  readonly description?: string;
  readonly scopes: readonly string[];
}

export type CommandContext = 'compose' | 'commandBox' | 'message';

export interface Command {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  readonly parameters: readonly CommandParameter[];
  /** Whether it runs with empty fields as soon as the flyout opens. */
  readonly initialRun: boolean;
  readonly kind: 'query' | 'action';
  readonly context: readonly CommandContext[];
  /** Whether an action opens a dialog of the app; otherwise its parameters are shown as a form. */
  readonly hasDialog: boolean;
}

/** A parameter of an API-based or bot-based command. */
export interface CommandParameter {
  /** For an API-based command, the name of the API parameter it fills. */
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly inputType: 'text' | 'textarea' | 'number' | 'date' | 'time' | 'toggle' | 'choiceset';
  readonly choices?: readonly { readonly title: string; readonly value: string }[] | undefined;
  /** Initial value of its field. */
  readonly value?: string | undefined;
  readonly required: boolean;
}

/** Values of the fields, by parameter name. */
export type ParameterValues = Readonly<Record<string, string>>;
