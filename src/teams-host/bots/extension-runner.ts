import { isJsonObject, type JsonObject } from '../../foundation/json-value.ts';
import type { AppPackage } from '../app-package/app-package.ts';
import type { BotExtension, BotExtensionCommand } from '../app-package/bot/bot-extension.ts';
import { fillParameters } from '../app-package/manifest/command-parameter.ts';
import type { PostedMessage } from '../conversations/posted-message.ts';
import { isOfDomain } from '../links/page-url.ts';
import type { SingleSignOn } from '../single-sign-on/single-sign-on.ts';
import { withTeamsToken } from '../single-sign-on/with-teams-token.ts';
import type {
  CommandAnswer,
  DialogAnswer,
  DoneAnswer,
  MessageAnswer,
  PopupAnswer,
  ResultsAnswer,
  SignInAnswer,
} from '../wire/answers.ts';
import type { CommandContext } from '../wire/loaded-app.ts';
import type { ActionContext, Activity, BuildActivity } from './activity-builder.ts';
import { type AnswerRules, toPopUpRules } from './answers/answer-rules.ts';
import { AnswerRefused, type SilentAuth, verifyAnswerType } from './answers/bot-answer.ts';
import { keepFirstResult } from './answers/keep-first-result.ts';
import { type ExtensionAnswer, parseExtensionAnswer } from './answers/parse-extension-answer.ts';
import type { Bots } from './bots.ts';
import type { InvokeBot } from './invoke-bot.ts';
import { toMessagePayload } from './message-payload.ts';
import { openTaskInfo } from './open-task-info.ts';

/** A call of the bot-based message extension of an app. */
export interface ExtensionCall extends ActionContext {
  readonly app: AppPackage;
  /** Result of the sign-in or settings pop-up, if the call is repeated after one. */
  readonly state?: string | undefined;
}

export interface QueryCall extends ExtensionCall {
  readonly command: BotExtensionCommand;
  readonly values: ReadonlyMap<string, string>;
  readonly initialRun: boolean;
  readonly skip: number;
  readonly count: number;
}

export interface ActionCall extends ExtensionCall {
  readonly command: BotExtensionCommand;
  readonly context: CommandContext;
  /** The message that the action was invoked on, if the context is `message`. */
  readonly message?: PostedMessage | undefined;
}

export interface SubmitCall extends ActionCall {
  readonly data: unknown;
  /** The person's decision on a card that the bot has shown for approval. */
  readonly preview?: { readonly action: 'edit' | 'send'; readonly activity: JsonObject } | undefined;
}

export interface ExtensionRunner {
  query(call: QueryCall): Promise<CommandAnswer>;
  select(call: ExtensionCall & { readonly value: unknown }): Promise<DialogAnswer>;
  open(call: ActionCall): Promise<DialogAnswer>;
  submit(call: SubmitCall): Promise<DialogAnswer>;
  settings(call: ExtensionCall): Promise<PopupAnswer | MessageAnswer>;
  settingsSaved(call: ExtensionCall): Promise<DoneAnswer | MessageAnswer>;
  /** @param call `isInstalled`: whether the person has added the app; if not, the request to the bot is anonymous. */
  unfurl(
    call: ExtensionCall & { readonly url: string; readonly isInstalled: boolean },
  ): Promise<ResultsAnswer | SignInAnswer | MessageAnswer>;
}

export interface ExtensionRunnerOptions {
  readonly bots: Bots;
  readonly build: BuildActivity;
  readonly invokeBot: InvokeBot;
  readonly tokenServiceOrigin: string;
  readonly singleSignOn: SingleSignOn;
}

/** Results per page of a query. */
export const pageSize = 25;

/** Creates the runner for the commands of bot-based message extensions. */
export function createExtensionRunner(options: ExtensionRunnerOptions): ExtensionRunner {
  const { bots, build, invokeBot, tokenServiceOrigin, singleSignOn } = options;

  /** @param toAnswer narrows the answer to the types Teams accepts; throws AnswerRefused for others. */
  function invoke<Answer extends DialogAnswer | SilentAuth>(
    call: ExtensionCall,
    name: string,
    value: unknown,
    toAnswer: (answer: ExtensionAnswer | DoneAnswer) => Answer,
    { rules = {}, source = 'compose', isAnonymous = false, mayBeEmpty = false }: InvokeOptions = {},
    onRefusal?: () => Answer,
  ): Promise<Answer | MessageAnswer> {
    const { app, user, conversation, state } = call;
    const bot = bots.find(app.botExtension?.botId ?? '');
    if (bot === undefined) {
      throw new Error(`The app ${app.manifest.id} has no bot-based message extension.`);
    }
    const activity = build({ bot, user, conversation }, 'invoke', {
      name: `composeExtension/${name}`,
      value: isJsonObject(value) ? { ...value, state } : value,
      channelData: { source: { name: source } },
    });
    const popUps = toPopUpRules([app], tokenServiceOrigin);
    const parse = (body: unknown): Answer =>
      toAnswer(
        mayBeEmpty && isEmpty(body)
          ? { type: 'done' }
          : parseExtensionAnswer(body, { count: pageSize, needsPreview: false, ...popUps, ...rules }),
      );
    return invokeBot(isAnonymous ? toAnonymous(activity) : activity, bot, call, parse, onRefusal);
  }

  /** Like `invoke`, for the requests that Teams repeats with its token if the bot answers with `silentAuth`. */
  async function invokeSilently<Answer extends DialogAnswer | SilentAuth>(
    call: ExtensionCall,
    name: string,
    value: JsonObject,
    toAnswer: (answer: ExtensionAnswer | DoneAnswer) => Answer,
    use: InvokeOptions,
  ): Promise<Exclude<Answer, SilentAuth> | SignInAnswer | MessageAnswer> {
    const first = await invoke(call, name, value, toAnswer, use);
    if (!isSilentAuth(first)) {
      return toVisible(first);
    }
    const { app } = call;
    const link = { ...first, rules: toPopUpRules([app], tokenServiceOrigin) };
    return withTeamsToken(singleSignOn, call, { app, link }, async (token, refused) => {
      const again = { ...value, authentication: { token } };
      const answer = await invoke<Answer | SignInAnswer | MessageAnswer>(call, name, again, toAnswer, use, refused);
      return isSilentAuth(answer) ? refused() : toVisible(answer);
    });
  }

  return {
    async query(call) {
      const { command, initialRun, skip, count } = call;
      const values = fillParameters(command.parameters, call.values);
      const missing = command.parameters.find(({ name, required }) => required && !values.get(name));
      if (missing !== undefined && !initialRun) {
        const text = `“${missing.title}” is required.`;
        const remedy = 'Fill in the field and run the command again.';
        return { type: 'message', title: 'A required field is empty', text, remedy };
      }
      const value = {
        commandId: command.id,
        parameters: initialRun ? [{ name: 'initialRun', value: 'true' }] : toParameters(values),
        queryOptions: { skip, count },
      };
      return invokeSilently(call, 'query', value, toCommandAnswer, { rules: { count, needsPreview: true } });
    },

    select: (call) => {
      const { value } = call;
      const sent = typeof value === 'object' && value !== null ? value : { value };
      return invoke(call, 'selectItem', sent, toDialogAnswer);
    },

    open: async (call) => {
      const { fetchTask, taskInfo } = call.command;
      return fetchTask || taskInfo === undefined
        ? invoke(call, 'fetchTask', toActionValue(call), toDialogAnswer, { source: call.context, mayBeEmpty: true })
        : openTaskInfo(taskInfo, call, toPopUpRules([call.app], tokenServiceOrigin));
    },

    submit: (call) => {
      const { data, preview, context: source } = call;
      const value = {
        ...toActionValue(call),
        data,
        botMessagePreviewAction: preview?.action,
        botActivityPreview: preview && [preview.activity],
      };
      return invoke(call, 'submitAction', value, toDialogAnswer, { source, mayBeEmpty: true });
    },

    settings: (call) => invoke(call, 'querySettingUrl', {}, toSettingsAnswer),

    settingsSaved: async (call) => {
      const answer = await invoke(call, 'setting', {}, toDialogAnswer, { mayBeEmpty: true });
      return answer.type === 'message' ? answer : { type: 'done' };
    },

    unfurl: async (call) => {
      const { url, isInstalled } = call;
      const name = isInstalled ? 'queryLink' : 'anonymousQueryLink';
      const rules = { needsPreview: true };
      const answer = await invokeSilently(call, name, { url }, toUnfurlAnswer, { rules, isAnonymous: !isInstalled });
      return answer.type === 'results' ? keepFirstResult(answer) : answer;
    },
  };
}

const toDialogAnswer = (answer: DialogAnswer | SilentAuth): DialogAnswer => {
  if (isSilentAuth(answer)) {
    throw new AnswerRefused('Teams supports "silentAuth" for queries and links only.', 'Answer with type "auth".');
  }
  return answer.type === 'results' ? keepFirstResult(answer) : answer;
};
const toCommandAnswer = (answer: DialogAnswer | SilentAuth) =>
  verifyAnswerType(answer, ['results', 'signIn', 'silentAuth', 'settings', 'message']);
const toSettingsAnswer = (answer: DialogAnswer | SilentAuth) =>
  verifyAnswerType(answer, ['settings', 'signIn', 'message']);
const toUnfurlAnswer = (answer: DialogAnswer | SilentAuth) =>
  verifyAnswerType(answer, ['results', 'signIn', 'silentAuth', 'message']);

const isSilentAuth = (answer: DialogAnswer | SilentAuth): answer is SilentAuth => answer.type === 'silentAuth';

// TypeScript does not narrow a generic type by its discriminant.
const toVisible = <Answer extends DialogAnswer | SilentAuth>(answer: Answer) => answer as Exclude<Answer, SilentAuth>;

interface InvokeOptions {
  readonly rules?: Partial<AnswerRules>;
  readonly source?: string;
  readonly isAnonymous?: boolean;
  /** Whether the bot may answer without a body. */
  readonly mayBeEmpty?: boolean;
}

/** Teams sends the parameters that have a value, or the first one with an empty value if none has. */
function toParameters(values: ReadonlyMap<string, string>): readonly JsonObject[] {
  const parameters = [...values].map(([name, value]) => ({ name, value }));
  const filled = parameters.filter(({ value }) => value !== '');
  return filled.length > 0 ? filled : parameters.slice(0, 1);
}

function toActionValue({ command, context, message }: ActionCall): JsonObject {
  return {
    commandId: command.id,
    commandContext: context,
    context: { theme: 'default' },
    messagePayload: context === 'message' && message !== undefined ? toMessagePayload(message) : undefined,
  };
}

/** Removes the person who pasted the link, and the conversation. */
function toAnonymous(activity: Activity): Activity {
  return {
    ...activity,
    from: { id: '29:1anonymous' },
    conversation: { id: '19:anonymous', conversationType: 'personal' },
    channelData: { source: { name: 'compose' } },
  };
}

/** Whether a response has no body, or an empty object or list. */
export function isEmpty(body: unknown): boolean {
  return body === undefined || body === null || (typeof body === 'object' && Object.keys(body).length === 0);
}

/** Returns the first app that unfurls links to the host of this URL. */
export function findAppOfLink<App extends { readonly botExtension?: BotExtension | undefined }>(
  apps: readonly App[],
  url: string,
): App | undefined {
  const parsed = URL.parse(url);
  return parsed !== null && /^https?:$/.test(parsed.protocol)
    ? apps.find(({ botExtension }) => isOfDomain(parsed.hostname, botExtension?.linkDomains ?? []))
    : undefined;
}
