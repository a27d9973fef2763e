import { InvalidRequest } from '../../foundation/errors.ts';
import type { Route } from '../../foundation/http.ts';
import { isJsonObject, member } from '../../foundation/json-value.ts';
import type { AppPackage } from '../app-package/app-package.ts';
import { type ActionCall, type ExtensionRunner, findAppOfLink, pageSize } from '../bots/extension-runner.ts';
import type { CommandRun } from '../commands/command-run.ts';
import type { Conversations } from '../conversations/conversations.ts';
import type { RecordedFlow } from '../flow/recorded-flow.ts';
import { toRedactedUrl } from '../flow/redacted-url.ts';
import type { Guard } from '../sessions/guard.ts';
import type { Session } from '../sessions/session.ts';
import type {
  CommandAnswer,
  DialogAnswer,
  DoneAnswer,
  MessageAnswer,
  PopupAnswer,
  UnfurlAnswer,
} from '../wire/answers.ts';
import { act } from './act.ts';
import { createPageRoute, type PageHandler } from './page-route.ts';
import { findCommand, parseParameterValues } from './parse-command-request.ts';
import {
  findApp,
  findBotCommand,
  findMessage,
  findPlace,
  parseContext,
  parseNumber,
  parseState,
  parseText,
} from './parse-page-request.ts';

export interface ExtensionRoutesOptions {
  readonly guard: Guard;
  readonly apps: readonly AppPackage[];
  readonly conversations: Conversations;
  readonly extensions: ExtensionRunner;
  /** Runs a command of an API-based app. */
  readonly runCommand: (run: CommandRun) => Promise<CommandAnswer>;
}

const maxSkip = 1_000_000;

/** Creates the routes for message extensions, both API-based and bot-based. */
export function createExtensionRoutes(options: ExtensionRoutesOptions): readonly Route[] {
  const route = createPageRoute(options.guard);
  return [
    route('POST /api/apps/:appId/commands/:commandId', runQuery(options)),
    route('POST /api/apps/:appId/commands/:commandId/open', openDialog(options)),
    route('POST /api/apps/:appId/commands/:commandId/submit', submitDialog(options)),
    route('POST /api/apps/:appId/select', select(options)),
    route('POST /api/apps/:appId/settings', settings(options)),
    route('POST /api/apps/:appId/settings/saved', settingsSaved(options)),
    route('POST /api/unfurl', unfurl(options)),
  ];
}

function runQuery({ apps, conversations, extensions, runCommand }: ExtensionRoutesOptions): PageHandler<CommandAnswer> {
  return async ({ params, body, signal }, session) => {
    const app = findApp(apps, params.appId);
    const key = `${app.manifest.id} ${params.commandId}`;
    const { user } = session;
    if (app.botExtension === undefined) {
      const command = findCommand(app, params.commandId);
      const values = parseParameterValues(body, command);
      const run = (flow: RecordedFlow) => runCommand({ app, command, values, user, flow, signal });
      return act(session, command.title, key, run, toDetails(values));
    }
    const command = findBotCommand(app, params.commandId, 'query');
    const values = parseParameterValues(body, command);
    const use = {
      app,
      user,
      conversation: findPlace(conversations, user, body),
      command,
      values,
      initialRun: member(body, 'initialRun') === true && command.initialRun,
      skip: parseNumber(body, 'skip', 0, maxSkip),
      count: parseNumber(body, 'count', pageSize, pageSize) || pageSize,
      state: parseState(body),
    };
    return act(session, command.title, key, (flow) => extensions.query({ ...use, flow }), toDetails(values));
  };
}

/** Returns the values of the filled fields, for the flow panel. */
function toDetails(values: ReadonlyMap<string, string>): readonly string[] {
  return [...values].flatMap(([name, value]) => (value === '' ? [] : [`${name}: ${value.slice(0, 100)}`]));
}

function toActionCall(
  { apps, conversations }: ExtensionRoutesOptions,
  params: Params,
  body: unknown,
  session: Session,
) {
  const app = findApp(apps, params.appId);
  const command = findBotCommand(app, params.commandId, 'action');
  const context = parseContext(body);
  const conversation = findPlace(conversations, session.user, body);
  if (!command.context.includes(context)) {
    throw new InvalidRequest('The manifest does not offer the command there.', { field: 'context' });
  }
  const message =
    context === 'message'
      ? findMessage(conversations, conversation, member(body, 'messageId'), session.user)
      : undefined;
  const use: Omit<ActionCall, 'flow'> = {
    app,
    command,
    context,
    conversation,
    message,
    user: session.user,
    state: parseState(body),
  };
  return { use, key: `${app.manifest.id} ${command.id}` };
}

function openDialog(options: ExtensionRoutesOptions): PageHandler<DialogAnswer> {
  return async ({ params, body }, session) => {
    const { use, key } = toActionCall(options, params, body, session);
    if (!use.command.fetchTask && use.command.taskInfo === undefined) {
      throw new InvalidRequest('The app provides no dialog for this command: submit its parameters.');
    }
    return act(session, use.command.title, key, (flow) => options.extensions.open({ ...use, flow }));
  };
}

function submitDialog(options: ExtensionRoutesOptions): PageHandler<DialogAnswer> {
  return async ({ params, body }, session) => {
    const { use, key } = toActionCall(options, params, body, session);
    const data = member(body, 'data') ?? {};
    const preview = parsePreview(member(body, 'preview'));
    return act(session, use.command.title, key, (flow) => options.extensions.submit({ ...use, data, preview, flow }));
  };
}

function parsePreview(preview: unknown) {
  if (preview === undefined) {
    return undefined;
  }
  const action = member(preview, 'action');
  const activity = member(preview, 'activity');
  if ((action !== 'edit' && action !== 'send') || !isJsonObject(activity)) {
    throw new InvalidRequest('"preview" must be {"action": "edit" or "send", "activity"}.', { field: 'preview' });
  }
  return { action, activity } as const;
}

function toUse({ apps, conversations }: ExtensionRoutesOptions, params: Params, body: unknown, { user }: Session) {
  const app = findApp(apps, params.appId);
  if (app.botExtension === undefined) {
    throw new InvalidRequest('The app has no bot-based message extension.');
  }
  return { app, user, conversation: findPlace(conversations, user, body), state: parseState(body) };
}

function select(options: ExtensionRoutesOptions): PageHandler<DialogAnswer> {
  return async ({ params, body }, session) => {
    const use = toUse(options, params, body, session);
    const value = member(body, 'value');
    return act(session, 'Choose a result', `${use.app.manifest.id} select`, (flow) =>
      options.extensions.select({ ...use, value, flow }),
    );
  };
}

function settings(options: ExtensionRoutesOptions): PageHandler<PopupAnswer | MessageAnswer> {
  return async ({ params, body }, session) => {
    const use = toUse(options, params, body, session);
    if (use.app.botExtension?.canUpdateConfiguration !== true) {
      throw new InvalidRequest('The manifest declares no settings ("canUpdateConfiguration").');
    }
    const key = `${use.app.manifest.id} settings`;
    return act(session, 'Settings', key, (flow) => options.extensions.settings({ ...use, flow }));
  };
}

function settingsSaved(options: ExtensionRoutesOptions): PageHandler<DoneAnswer | MessageAnswer> {
  return async ({ params, body }, session) => {
    const use = { ...toUse(options, params, body, session), state: parseText(body, 'state') };
    const key = `${use.app.manifest.id} settings`;
    return act(session, 'Settings', key, (flow) => options.extensions.settingsSaved({ ...use, flow }));
  };
}

function unfurl({ apps, conversations, extensions }: ExtensionRoutesOptions): PageHandler<UnfurlAnswer> {
  return async ({ body }, session) => {
    const { user } = session;
    const url = parseText(body, 'url', 4096);
    const added = apps.filter(({ manifest }) => conversations.isInstalled(manifest.id, user));
    const app = findAppOfLink(added, url) ?? findAppOfLink(apps, url);
    const isInstalled = app !== undefined && added.includes(app);
    if (app === undefined) {
      return { type: 'none' };
    }
    if (!isInstalled && app.botExtension?.supportsAnonymizedPayloads !== true) {
      return { type: 'notAdded', appId: app.manifest.id };
    }
    const use = {
      app,
      user,
      conversation: findPlace(conversations, user, body),
      state: parseState(body),
      url,
      isInstalled,
    };
    const key = `${app.manifest.id} unfurl ${url}`;
    const run = (flow: RecordedFlow) => extensions.unfurl({ ...use, flow });
    return { ...(await act(session, 'Paste a link', key, run, [toRedactedUrl(url)])), appId: app.manifest.id };
  };
}

type Params = Readonly<Record<string, string>>;
