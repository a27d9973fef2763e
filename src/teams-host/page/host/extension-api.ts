import type {
  CommandAnswer,
  DialogAnswer,
  DoneAnswer,
  MessageAnswer,
  SettingsAnswer,
  SignInAnswer,
  UnfurlAnswer,
} from './answers.ts';
import { type HostCall, toPath } from './host-call.ts';
import type { CommandContext, ParameterValues } from './loaded-app.ts';

/** What every request to a message extension may carry. */
interface ExtensionRequest {
  readonly conversationId?: string;
  /** What the sign-in or the settings page has given: the same request goes on. */
  readonly state?: string;
}

export interface QueryRequest extends ExtensionRequest {
  readonly parameters: ParameterValues;
  /** The run on opening the command, before anything is filled in. */
  readonly initialRun?: boolean;
  readonly skip?: number;
  readonly count?: number;
}

export interface SelectRequest extends ExtensionRequest {
  readonly value: unknown;
}

export interface OpenRequest extends ExtensionRequest {
  readonly context: CommandContext;
  /** The message the command was called from. */
  readonly messageId?: string;
}

export interface SubmitRequest extends OpenRequest {
  readonly data: unknown;
  /** What the person did with the card an app showed them first. */
  readonly preview?: { readonly action: 'edit' | 'send'; readonly activity: unknown };
}

export interface UnfurlRequest extends ExtensionRequest {
  readonly url: string;
}

/** The message extensions of the loaded apps. */
export interface ExtensionApi {
  query(appId: string, commandId: string, request: QueryRequest, signal: AbortSignal): Promise<CommandAnswer>;
  select(appId: string, request: SelectRequest): Promise<CommandAnswer>;
  open(appId: string, commandId: string, request: OpenRequest): Promise<DialogAnswer>;
  submit(appId: string, commandId: string, request: SubmitRequest): Promise<DialogAnswer>;
  settings(appId: string, request: ExtensionRequest): Promise<SettingsAnswer | SignInAnswer | MessageAnswer>;
  settingsSaved(appId: string, request: ExtensionRequest): Promise<DoneAnswer | MessageAnswer>;
  unfurl(request: UnfurlRequest): Promise<UnfurlAnswer>;
}

export function createExtensionApi({ post }: HostCall): ExtensionApi {
  return {
    query: async (appId, commandId, request, signal) =>
      (await post(toPath`/api/apps/${appId}/commands/${commandId}`, request, signal)) as CommandAnswer,
    select: async (appId, request) => (await post(toPath`/api/apps/${appId}/select`, request)) as CommandAnswer,
    open: async (appId, commandId, request) =>
      (await post(toPath`/api/apps/${appId}/commands/${commandId}/open`, request)) as DialogAnswer,
    submit: async (appId, commandId, request) =>
      (await post(toPath`/api/apps/${appId}/commands/${commandId}/submit`, request)) as DialogAnswer,
    settings: async (appId, request) =>
      (await post(toPath`/api/apps/${appId}/settings`, request)) as SettingsAnswer | MessageAnswer,
    settingsSaved: async (appId, request) =>
      (await post(toPath`/api/apps/${appId}/settings/saved`, request)) as DoneAnswer | MessageAnswer,
    unfurl: async (request) => (await post('/api/unfurl', request)) as UnfurlAnswer,
  };
}
