import type { RepairsClient } from '../repairs-client/repairs-client.ts';

/** Who does it, as the channel says; the only identity anything is ever kept under. */
export interface CommandUser {
  /** Microsoft Entra object id where the channel gives one, else the channel's id of the person. */
  readonly id: string;
  readonly name: string;
  readonly tenantId: string;
}

/** What is known of an invoke even when nobody is signed in. */
export interface AnonymousContext {
  readonly user: CommandUser;
  /** Origin of the app, without a slash at the end. */
  readonly publicUrl: string;
  readonly now: () => Date;
  /** How far the person's time is ahead of universal time, in minutes; 0 where the channel does not say. */
  readonly utcOffset: number;
  /** The same for every delivery of the same invoke, so a key for what must happen once. */
  readonly activityId: string;
  /** BCP 47, for example `de-DE`. */
  readonly locale?: string | undefined;
  /** Aborted when the time for the answer is up. */
  readonly signal: AbortSignal;
}

/** What every command is given. */
export interface CommandContext extends AnonymousContext {
  /** Speaks with the user's own token; its 401 is answered with a sign-in by the caller, so let it through. */
  readonly repairs: RepairsClient;
}

/** What a link is answered with, which may be none of ours. */
export interface LinkContext extends AnonymousContext {
  /** As `repairs` of a command; whoever has no token is asked to sign in only when this is called. */
  repairs(): Promise<RepairsClient>;
}

/** What settings may do besides. */
export interface SettingsContext extends AnonymousContext {
  /** Forgets the user's token. */
  signOut(): Promise<void>;
}

/** `composeExtension/query`, parsed. */
export interface QueryValue {
  readonly commandId: string;
  /** By name; `initialRun` is not among them. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Whether the person has not typed anything yet. */
  readonly isInitialRun: boolean;
  /** How many results to leave out, from 0. */
  readonly skip: number;
  /** How many results to give, from 1. */
  readonly count: number;
}

/** `composeExtension/fetchTask` and `composeExtension/submitAction`, parsed. */
export interface ActionValue {
  readonly commandId: string;
  /** Where the action was chosen from. */
  readonly commandContext: 'compose' | 'commandbox' | 'message';
  /** What the form of the dialog sent; untrusted, empty for a fetch. */
  readonly data: Readonly<Record<string, unknown>>;
  /** The message it was chosen on, where there is one. */
  readonly message?: MessageValue | undefined;
}

/** A chat message as an action gets it; plain text, no HTML. */
export interface MessageValue {
  readonly id: string;
  readonly text: string;
  /** Address of the message in Teams. */
  readonly link?: string | undefined;
  readonly from?: string | undefined;
}

/** `composeExtension/queryLink` and `composeExtension/anonymousQueryLink`, parsed. */
export interface LinkValue {
  readonly url: string;
}

/** `composeExtension/setting`, parsed: what the settings page handed to Teams. */
export interface SettingValue {
  readonly state: string;
}

/** `adaptiveCard/action`, parsed. */
export interface CardActionValue {
  readonly verb: string;
  /** Data of the action and inputs of the card; untrusted. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** An attachment on the wire. */
export interface Attachment {
  readonly contentType: string;
  readonly content: unknown;
}

/** A result: Teams shows the preview in the list and inserts the attachment. */
export interface ResultAttachment extends Attachment {
  readonly preview?: Attachment;
}

export interface ResultAnswer {
  readonly kind: 'result';
  readonly layout: 'list' | 'grid';
  readonly attachments: readonly ResultAttachment[];
}

/** A sentence in place of results. */
export interface MessageAnswer {
  readonly kind: 'message';
  readonly text: string;
}

/** Sends the person to the settings page. */
export interface ConfigAnswer {
  readonly kind: 'config';
  readonly url: string;
  readonly title: string;
}

/** Opens a dialog, or shows the next one in it. */
export interface DialogAnswer {
  readonly kind: 'dialog';
  readonly title: string;
  /** The Adaptive Card attachment of the form. */
  readonly card: Attachment;
  /** Pixels, or a word. */
  readonly height?: number | 'small' | 'medium' | 'large';
  readonly width?: number | 'small' | 'medium' | 'large';
}

/** Closes the dialog, with nothing to be inserted or said. */
export interface DoneAnswer {
  readonly kind: 'done';
}

export type MessagingExtensionAnswer = ResultAnswer | MessageAnswer | ConfigAnswer | DialogAnswer | DoneAnswer;

/** The new state of the card an action was chosen on. */
export interface CardAnswer {
  readonly kind: 'card';
  /** An Adaptive Card, no attachment around it: what the person who pressed sees. */
  readonly card: unknown;
  /** An Adaptive Card for everybody in the conversation, to take the place of the one in the message. */
  readonly shared?: unknown;
}

export type CardActionAnswer = CardAnswer | MessageAnswer;

export type QueryCommand = (value: QueryValue, context: CommandContext) => Promise<ResultAnswer | MessageAnswer>;

export interface ActionCommand {
  /** Answers the invoke that opens the dialog. */
  fetch(value: ActionValue, context: CommandContext): Promise<MessagingExtensionAnswer>;
  /** Answers what the dialog sent. */
  submit(value: ActionValue, context: CommandContext): Promise<MessagingExtensionAnswer>;
}

/**
 * All that the message extension can do. An AppError that any of it throws is told with its own sentence, whatever its
 * status; a 401 becomes a sign-in.
 */
export interface MessageExtension {
  /** By command id. */
  readonly queries: Readonly<Record<string, QueryCommand>>;
  /** By command id. */
  readonly actions: Readonly<Record<string, ActionCommand>>;
  /** By verb of `Action.Execute`. */
  readonly cardActions: Readonly<
    Record<string, (value: CardActionValue, context: CommandContext) => Promise<CardActionAnswer>>
  >;
  queryLink(value: LinkValue, context: LinkContext): Promise<ResultAnswer | MessageAnswer>;
  anonymousQueryLink(value: LinkValue, context: AnonymousContext): Promise<ResultAnswer | MessageAnswer>;
  /** @param value tap value of the preview; untrusted, any JSON. */
  selectItem(value: unknown, context: CommandContext): Promise<ResultAnswer | MessageAnswer>;
  querySettingUrl(context: AnonymousContext): Promise<ConfigAnswer | MessageAnswer>;
  setting(value: SettingValue, context: SettingsContext): Promise<MessageAnswer | DoneAnswer>;
}
