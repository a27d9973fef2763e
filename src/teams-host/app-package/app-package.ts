import type { ApiOperation } from './openapi/api-operation.ts';
import type { PackageFiles } from './package-files.ts';
import type { RenderingTemplate } from './rendering-template.ts';

/** An app package whose every part was read and found right; made by `readAppPackage` alone. */
export interface AppPackage {
  readonly manifest: Manifest;
  /** Of an API-based message extension, in the order of the manifest; empty where there is none. */
  readonly commands: readonly Command[];
  readonly botExtension?: BotExtension;
  /** The bot people chat with. */
  readonly bot?: ManifestBot;
  /** What works but should be changed, one sentence each. */
  readonly problems: readonly string[];
  readonly files: PackageFiles;
}

export interface Manifest {
  readonly manifestVersion: string;
  /** The app's id, a GUID. */
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly description: string;
  readonly developer: string;
  readonly icons: { readonly color: Uint8Array; readonly outline: Uint8Array };
  readonly authorization: Authorization;
  /** Hosts that pop-ups and dialogs may be of; `*` stands for one part of a name. */
  readonly validDomains: readonly string[];
}

/** How calls to the app's API are authorized; the id is that of a registration in the vault. */
export type Authorization =
  | { readonly kind: 'none' }
  | { readonly kind: 'apiKey'; readonly registrationId: string }
  | { readonly kind: 'oauth'; readonly registrationId: string };

export interface Command {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Runs once as soon as it is opened, before the person has typed anything. */
  readonly initialRun: boolean;
  readonly parameters: readonly CommandParameter[];
  readonly operation: ApiOperation;
  /** Why what Teams sends cannot satisfy what the API document asks for, and what to change: sentences. */
  readonly mismatch?: string;
  readonly template: RenderingTemplate;
}

export const inputTypes = ['text', 'textarea', 'number', 'date', 'time', 'toggle', 'choiceset'] as const;

export type InputType = (typeof inputTypes)[number];

export interface CommandParameter {
  /** Name of the API parameter it fills. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputType: InputType;
  readonly choices?: readonly { readonly title: string; readonly value: string }[];
  /** What its field holds before anybody touches it; a field that was cleared holds nothing. */
  readonly value?: string;
  readonly required: boolean;
}

export const botScopes = ['personal', 'team', 'groupChat'] as const;

export type BotScope = (typeof botScopes)[number];

export interface ManifestBot {
  /** The bot's app id, a GUID in lower case. */
  readonly id: string;
  readonly scopes: readonly BotScope[];
  /** What the bot says it understands. */
  readonly commands: readonly {
    readonly title: string;
    readonly description: string;
    readonly scopes: readonly BotScope[];
  }[];
}

/** A message extension whose commands are answered by a bot. */
export interface BotExtension {
  /** The bot's app id, a GUID in lower case. */
  readonly botId: string;
  readonly canUpdateConfiguration: boolean;
  /** In the order of the manifest. */
  readonly commands: readonly BotCommand[];
  /** Hosts whose links the bot unfurls; `*` stands for one part of a name. */
  readonly linkDomains: readonly string[];
  /** Links are unfurled for people who have not added the app, too. */
  readonly supportsAnonymizedPayloads: boolean;
}

export const commandContexts = ['compose', 'commandBox', 'message'] as const;

export type CommandContext = (typeof commandContexts)[number];

export interface BotCommand {
  readonly id: string;
  readonly kind: 'query' | 'action';
  readonly title: string;
  readonly description: string;
  readonly context: readonly CommandContext[];
  readonly initialRun: boolean;
  /** The bot gives the dialog; else the parameters make it. */
  readonly fetchTask: boolean;
  readonly parameters: readonly CommandParameter[];
}
