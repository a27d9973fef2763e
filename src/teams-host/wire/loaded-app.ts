/** An app whose package the host has loaded. */
export interface LoadedApp {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly developer?: string;
  /** Path on this origin. */
  readonly icon: string;
  /** What is wrong with the app package, in sentences. */
  readonly problems: readonly string[];
  /** Whether the person added it: only then they can chat with its bot, and its links unfurl with their name. */
  readonly installed: boolean;
  /** Host names its pop-ups and dialogs may have; `*` stands for one part of a name. */
  readonly validDomains: readonly string[];
  readonly auth: AppAuthorization;
  readonly extension?: MessageExtension | undefined;
  readonly bot?: LoadedBot | undefined;
}

/** How calls to the app are authorized. */
export interface AppAuthorization {
  /** `oauth` where people sign in, for the API of a message extension or to a bot. */
  readonly kind: 'none' | 'apiKey' | 'oauth';
  readonly registrationName?: string | undefined;
  readonly signedIn: boolean;
}

export interface MessageExtension {
  readonly kind: 'api' | 'bot';
  /** Whether it has a settings page. */
  readonly canUpdateConfiguration: boolean;
  /** Domains whose links the app shows as cards; `*` stands for one part of a name. */
  readonly linkDomains: readonly string[];
  readonly commands: readonly Command[];
}

export interface LoadedBot {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly commands: readonly BotCommand[];
}

/** A text the bot understands, offered as a prompt. */
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
  /** Runs as soon as the flyout opens, with nothing filled in. */
  readonly initialRun: boolean;
  readonly kind: 'query' | 'action';
  readonly context: readonly CommandContext[];
  /** Whether the app provides the dialog of an action; otherwise the parameters become one. */
  readonly fetchTask: boolean;
}

/** A parameter of a command, of an API-based as well as of a bot-based one. */
export interface CommandParameter {
  /** For an API-based command, the name of the API parameter it fills. */
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly inputType: 'text' | 'textarea' | 'number' | 'date' | 'time' | 'toggle' | 'choiceset';
  readonly choices?: readonly { readonly title: string; readonly value: string }[] | undefined;
  /** First value of its field; a cleared field is empty. */
  readonly value?: string | undefined;
  readonly required: boolean;
}

/** Values of the fields, by parameter name. */
export type ParameterValues = Readonly<Record<string, string>>;
