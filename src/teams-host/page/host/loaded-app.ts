/** An app whose package the host has loaded, as the page learns of it. */
export interface LoadedApp {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly developer?: string;
  /** Path on this origin. */
  readonly icon: string;
  /** What is wrong with the app package, in sentences. */
  readonly problems: readonly string[];
  /** Whether the person added it: only then its bot hears them in their own chat, and its links unfurl. */
  readonly installed: boolean;
  /** Where its pages may open pop-ups. */
  readonly validDomains: readonly string[];
  readonly auth: AppAuthorization;
  readonly extension?: MessageExtension;
  readonly bot?: LoadedBot;
}

/** What the app asks of people before it does something for them. */
export interface AppAuthorization {
  /** `oauth` where they sign in, be it for the API of a message extension or to a bot. */
  readonly kind: 'none' | 'apiKey' | 'oauth';
  readonly registrationName?: string;
  readonly signedIn: boolean;
}

export interface MessageExtension {
  readonly kind: 'api' | 'bot';
  /** Whether there is something to set. */
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

/** What people can say to a bot. */
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
  /** Whether the app brings the dialog of an action. */
  readonly fetchTask: boolean;
}

export interface CommandParameter {
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly inputType: 'text' | 'textarea' | 'number' | 'date' | 'time' | 'toggle' | 'choiceset';
  readonly choices?: readonly { readonly title: string; readonly value: string }[];
  /** What its field holds before anybody touches it; a field that was cleared holds nothing. */
  readonly value?: string;
  readonly required: boolean;
}

/** What the fields hold, by parameter name; empty where there is nothing in one. */
export type ParameterValues = Readonly<Record<string, string>>;

/** The commands a person finds at one place. */
export function commandsAt(
  app: LoadedApp,
  kind: Command['kind'],
  ...places: readonly CommandContext[]
): readonly Command[] {
  return (app.extension?.commands ?? []).filter(
    (command) => command.kind === kind && places.some((place) => command.context.includes(place)),
  );
}
