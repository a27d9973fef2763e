import { InvalidRequest } from '../../foundation/errors.ts';
import { type HttpResponse, json, type Route } from '../../foundation/http.ts';
import { isJsonObject, member } from '../../foundation/json-value.ts';
import { jsonBody } from '../../server/json-body.ts';
import type { AppPackage } from '../app-package/app-package.ts';
import type { BotAnswer } from '../bots/answers/bot-answer.ts';
import { type ActionCall, type ExtensionRunner, findAppOfLink, pageSize } from '../bots/extension-runner.ts';
import type { RunCommand } from '../commands/run-command.ts';
import type { Conversations } from '../conversations/conversations.ts';
import type { RecordedFlow } from '../flow/recorded-flow.ts';
import { toRedactedUrl } from '../flow/redacted-url.ts';
import type { Guard, SessionHandler } from '../sessions/guard.ts';
import type { Session } from '../sessions/session.ts';
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
  readonly chat: Conversations;
  readonly extensions: ExtensionRunner;
  /** Of the API-based app with this id. */
  readonly runCommand: (appId: string) => RunCommand;
}

const body = jsonBody(256 * 1024);
const largestSkip = 1_000_000;

/** What the page asks of message extensions, API-based and bot-based ones alike. */
export function createExtensionRoutes(options: ExtensionRoutesOptions): readonly Route[] {
  const post = (path: string, handler: SessionHandler): Route => ({
    method: 'POST',
    path,
    admit: options.guard.own(handler),
    body,
  });
  const command = '/api/apps/:appId/commands/:commandId';
  return [
    post(command, runQuery(options)),
    post(`${command}/open`, openDialog(options)),
    post(`${command}/submit`, submitDialog(options)),
    post('/api/apps/:appId/select', select(options)),
    post('/api/apps/:appId/settings', settings(options)),
    post('/api/apps/:appId/settings/saved', settingsSaved(options)),
    post('/api/unfurl', unfurl(options)),
  ];
}

function runQuery({ apps, chat, extensions, runCommand }: ExtensionRoutesOptions): SessionHandler {
  return async ({ params, body, signal }, session) => {
    const app = findApp(apps, params.appId);
    const key = `${app.manifest.id} ${params.commandId}`;
    const { user } = session;
    if (app.botExtension === undefined) {
      const command = findCommand(app, params.commandId);
      const values = parseParameterValues(body, command);
      const run = async (flow: RecordedFlow): Promise<BotAnswer> => {
        const outcome = await runCommand(app.manifest.id)({ command, values, user, flow, signal });
        return outcome.type === 'results' ? { ...outcome, hasMore: false } : outcome;
      };
      return act(session, command.title, key, run, { details: toDetails(values) });
    }
    const command = findBotCommand(app, params.commandId, 'query');
    const values = parseParameterValues(body, command);
    const use = {
      app,
      user,
      conversation: findPlace(chat, user, body),
      command,
      values,
      initialRun: member(body, 'initialRun') === true && command.initialRun,
      skip: parseNumber(body, 'skip', 0, largestSkip),
      count: parseNumber(body, 'count', pageSize, pageSize) || pageSize,
      state: parseState(body),
    };
    return act(session, command.title, key, (flow) => extensions.query({ ...use, flow }), {
      details: toDetails(values),
    });
  };
}

/** What was filled in, as the flow panel shows it. */
function toDetails(values: ReadonlyMap<string, string>): readonly string[] {
  return [...values].flatMap(([name, value]) => (value === '' ? [] : [`${name}: ${value.slice(0, 100)}`]));
}

function toActionUse({ apps, chat }: ExtensionRoutesOptions, params: Params, body: unknown, session: Session) {
  const app = findApp(apps, params.appId);
  const command = findBotCommand(app, params.commandId, 'action');
  const context = parseContext(body);
  const conversation = findPlace(chat, session.user, body);
  if (!command.context.includes(context)) {
    throw new InvalidRequest('The manifest does not offer the command there.', { field: 'context' });
  }
  const message =
    context === 'message' ? findMessage(chat, conversation, member(body, 'messageId'), session.user) : undefined;
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

function openDialog(options: ExtensionRoutesOptions): SessionHandler {
  return async ({ params, body }, session) => {
    const { use, key } = toActionUse(options, params, body, session);
    if (!use.command.fetchTask) {
      throw new InvalidRequest('The command has no dialog of the bot: submit its parameters.');
    }
    return act(session, use.command.title, key, (flow) => options.extensions.open({ ...use, flow }));
  };
}

function submitDialog(options: ExtensionRoutesOptions): SessionHandler {
  return async ({ params, body }, session) => {
    const { use, key } = toActionUse(options, params, body, session);
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

function toUse({ apps, chat }: ExtensionRoutesOptions, params: Params, body: unknown, { user }: Session) {
  const app = findApp(apps, params.appId);
  if (app.botExtension === undefined) {
    throw new InvalidRequest('The app has no message extension of a bot.');
  }
  return { app, user, conversation: findPlace(chat, user, body), state: parseState(body) };
}

function select(options: ExtensionRoutesOptions): SessionHandler {
  return async ({ params, body }, session) => {
    const use = toUse(options, params, body, session);
    const value = member(body, 'value');
    return act(session, 'Choose a result', `${use.app.manifest.id} select`, (flow) =>
      options.extensions.select({ ...use, value, flow }),
    );
  };
}

function settings(options: ExtensionRoutesOptions): SessionHandler {
  return async ({ params, body }, session) => {
    const use = toUse(options, params, body, session);
    if (use.app.botExtension?.canUpdateConfiguration !== true) {
      throw new InvalidRequest('The manifest says of no settings ("canUpdateConfiguration").');
    }
    const key = `${use.app.manifest.id} settings`;
    return act(session, 'Settings', key, (flow) => options.extensions.settings({ ...use, flow }));
  };
}

function settingsSaved(options: ExtensionRoutesOptions): SessionHandler {
  return async ({ params, body }, session) => {
    const use = { ...toUse(options, params, body, session), state: parseText(body, 'state') };
    const key = `${use.app.manifest.id} settings`;
    return act(session, 'Settings', key, (flow) => options.extensions.settingsSaved({ ...use, flow }));
  };
}

function unfurl({ apps, chat, extensions }: ExtensionRoutesOptions): SessionHandler {
  return async ({ body }, session) => {
    const { user } = session;
    const url = parseText(body, 'url', 4096);
    const app = findAppOfLink(apps, url);
    const isInstalled = app !== undefined && chat.isInstalled(app.manifest.id, user);
    if (app === undefined || !(isInstalled || app.botExtension?.supportsAnonymizedPayloads)) {
      return answer({ type: 'none' });
    }
    const use = { app, user, conversation: findPlace(chat, user, body), state: parseState(body), url, isInstalled };
    const key = `${app.manifest.id} unfurl ${url}`;
    return act(session, 'Paste a link', key, (flow) => extensions.unfurl({ ...use, flow }), {
      details: [toRedactedUrl(url)],
      rest: { appId: app.manifest.id },
    });
  };
}

type Params = Readonly<Record<string, string>>;

/** Runs an action as one story of the flow panel, which goes on after a sign-in. */
export async function act(
  session: Session,
  action: string,
  key: string,
  run: (flow: RecordedFlow) => Promise<BotAnswer>,
  { details = [], rest = {} }: { readonly details?: readonly string[]; readonly rest?: object } = {},
): Promise<HttpResponse> {
  const flow = session.begin(action, key, details);
  const outcome = await run(flow);
  if (outcome.type === 'signIn' || outcome.type === 'settings') {
    session.awaitSignIn(flow);
  }
  return answer({ ...outcome, ...rest });
}

export function answer(value: unknown): HttpResponse {
  return json(200, value, { 'Cache-Control': 'no-store' });
}
