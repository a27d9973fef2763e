import type { JsonObject } from '../../foundation/json-value.ts';
import type { AppPackage, BotCommand, BotExtension, CommandContext } from '../app-package/app-package.ts';
import { fillParameters } from '../app-package/fill-parameters.ts';
import type { ChatMessage } from '../conversations/chat-message.ts';
import type { Conversation } from '../conversations/conversation.ts';
import type { Flow } from '../flow/flow.ts';
import type { Person } from '../wire/person.ts';
import type { Activity, ActivityMaker, Occasion } from './activity.ts';
import { type AnswerRules, toPopUpRules } from './answers/answer-rules.ts';
import { type BotAnswer, toProblem } from './answers/bot-answer.ts';
import { isOfDomain } from './answers/page-url.ts';
import { parseExtensionAnswer } from './answers/parse-extension-answer.ts';
import type { AskBot } from './ask-bot.ts';
import type { Bot, Bots } from './bots.ts';
import { toMessagePayload } from './message-payload.ts';

/** Who uses the message extension, and where. */
export interface ExtensionUse {
  readonly app: AppPackage;
  readonly user: Person;
  readonly conversation: Conversation;
  readonly flow: Flow;
  /** What a sign-in or settings pop-up of the app ended with: the request is sent again with it. */
  readonly state?: string | undefined;
}

export interface ActionUse extends ExtensionUse {
  readonly command: BotCommand;
  readonly context: CommandContext;
  /** Where the context is `message`. */
  readonly message?: ChatMessage | undefined;
}

export interface ExtensionRunner {
  query(
    use: ExtensionUse & {
      readonly command: BotCommand;
      readonly values: ReadonlyMap<string, string>;
      readonly initialRun: boolean;
      readonly skip: number;
      readonly count: number;
    },
  ): Promise<BotAnswer>;
  select(use: ExtensionUse & { readonly value: unknown }): Promise<BotAnswer>;
  open(use: ActionUse): Promise<BotAnswer>;
  submit(
    use: ActionUse & { readonly data: unknown; readonly preview?: SubmittedPreview | undefined },
  ): Promise<BotAnswer>;
  settings(use: ExtensionUse): Promise<BotAnswer>;
  settingsSaved(use: ExtensionUse): Promise<BotAnswer>;
  /** @param isInstalled whether the person has added the app; if not, the bot is not told who they are. */
  unfurl(use: ExtensionUse & { readonly url: string; readonly isInstalled: boolean }): Promise<BotAnswer>;
}

export interface SubmittedPreview {
  readonly action: 'edit' | 'send';
  readonly activity: JsonObject;
}

export interface ExtensionRunnerOptions {
  readonly bots: Bots;
  readonly maker: ActivityMaker;
  readonly ask: AskBot;
  readonly tokenServiceOrigin: string;
}

/** Results a page of a query has. */
export const pageSize = 25;

/** Runs the commands of bot-based message extensions as Teams does. */
export function createExtensionRunner({
  bots,
  maker,
  ask,
  tokenServiceOrigin,
}: ExtensionRunnerOptions): ExtensionRunner {
  const rulesOf = (app: AppPackage, rest: Partial<AnswerRules> = {}): AnswerRules => ({
    count: pageSize,
    needsPreview: false,
    ...toPopUpRules([app], tokenServiceOrigin),
    ...rest,
  });

  function invoke(
    use: ExtensionUse,
    name: string,
    value: JsonObject,
    { rules = {}, source = 'compose', change = (activity) => activity, mayBeEmpty = false }: InvokeOptions = {},
  ): Promise<BotAnswer> {
    const occasion: Occasion = { bot: botOf(use.app), user: use.user, conversation: use.conversation };
    const withState = use.state === undefined ? value : { ...value, state: use.state };
    const activity = maker.invoke(occasion, `composeExtension/${name}`, withState, {
      channelData: { source: { name: source } },
    });
    return ask(change(activity), occasion, use.flow, (body) =>
      mayBeEmpty && isEmpty(body) ? { type: 'done' } : parseExtensionAnswer(body, rulesOf(use.app, rules)),
    );
  }

  function botOf({ botExtension }: AppPackage): Bot {
    const bot = bots.find(botExtension?.botId ?? '');
    if (bot === undefined) {
      throw new Error('asked an app without bot-based message extension');
    }
    return bot;
  }

  return {
    async query(use) {
      const { command, initialRun, skip, count } = use;
      const values = fillParameters(command.parameters, use.values);
      const missing = command.parameters.find(({ name, required }) => required && !values.get(name));
      if (missing !== undefined && !initialRun) {
        return toProblem(
          'Something is missing',
          `“${missing.title}” is required.`,
          'Fill in the field and run it again.',
        );
      }
      const value = {
        commandId: command.id,
        parameters: initialRun ? [{ name: 'initialRun', value: 'true' }] : toParameters(values),
        queryOptions: { skip, count },
      };
      return invoke(use, 'query', value, { rules: { count, needsPreview: true } });
    },

    select: (use) => {
      const value = typeof use.value === 'object' && use.value !== null ? use.value : { value: use.value };
      return invoke(use, 'selectItem', value as JsonObject);
    },

    open: (use) => invoke(use, 'fetchTask', toActionValue(use), { source: use.context, mayBeEmpty: true }),

    submit: (use) => {
      const { data, preview } = use;
      const value = {
        ...toActionValue(use),
        data,
        ...(preview === undefined
          ? {}
          : { botMessagePreviewAction: preview.action, botActivityPreview: [preview.activity] }),
      };
      return invoke(use, 'submitAction', value, { source: use.context, mayBeEmpty: true });
    },

    settings: (use) => invoke(use, 'querySettingUrl', {}),

    settingsSaved: async (use) => {
      const answer = await invoke(use, 'setting', {}, { mayBeEmpty: true });
      return answer.type === 'message' ? answer : { type: 'done' };
    },

    unfurl: async (use) => {
      const { url, isInstalled } = use;
      const name = isInstalled ? 'queryLink' : 'anonymousQueryLink';
      const change = isInstalled ? (activity: Activity) => activity : toAnonymous;
      const answer = await invoke(use, name, { url }, { rules: { needsPreview: true }, change });
      // Of several cards Teams takes the first.
      return answer.type === 'results' ? { ...answer, results: answer.results.slice(0, 1), hasMore: false } : answer;
    },
  };
}

interface InvokeOptions {
  readonly rules?: Partial<AnswerRules>;
  readonly source?: string;
  readonly change?: (activity: Activity) => Activity;
  /** Whether the bot may answer with nothing. */
  readonly mayBeEmpty?: boolean;
}

/** Only what was filled in is sent; where nothing was, the first parameter, empty. */
function toParameters(values: ReadonlyMap<string, string>): readonly JsonObject[] {
  const parameters = [...values].map(([name, value]) => ({ name, value }));
  const filled = parameters.filter(({ value }) => value !== '');
  return filled.length > 0 ? filled : parameters.slice(0, 1);
}

function toActionValue({ command, context, message }: ActionUse): JsonObject {
  return {
    commandId: command.id,
    commandContext: context,
    context: { theme: 'default' },
    ...(context === 'message' && message !== undefined ? { messagePayload: toMessagePayload(message) } : {}),
  };
}

/** Says nothing of who pasted the link, and where. */
function toAnonymous(activity: Activity): Activity {
  return {
    ...activity,
    from: { id: '29:1anonymous' },
    conversation: { id: '19:anonymous', conversationType: 'personal' },
    channelData: { source: { name: 'compose' } },
  };
}

export function isEmpty(body: unknown): boolean {
  return body === undefined || body === null || (typeof body === 'object' && Object.keys(body).length === 0);
}

/** The first app whose links these are. */
export function findAppOfLink<App extends { readonly botExtension?: BotExtension }>(
  apps: readonly App[],
  url: string,
): App | undefined {
  const parsed = URL.parse(url);
  return parsed !== null && /^https?:$/.test(parsed.protocol)
    ? apps.find(({ botExtension }) => isOfDomain(parsed.hostname, botExtension?.linkDomains ?? []))
    : undefined;
}
