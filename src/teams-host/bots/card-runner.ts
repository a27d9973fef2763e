import { AppError, InvalidRequest } from '../../foundation/errors.ts';
import { type JsonObject, member } from '../../foundation/json-value.ts';
import type { AppPackage } from '../app-package/app-package.ts';
import type { Conversation } from '../conversations/conversation.ts';
import type { PostedMessage } from '../conversations/posted-message.ts';
import { explainPopUp } from '../links/pop-up-rules.ts';
import type { SingleSignOn } from '../single-sign-on/single-sign-on.ts';
import { withTeamsToken } from '../single-sign-on/with-teams-token.ts';
import type { CardAnswer, ChoicesAnswer, DialogAnswer, DoneAnswer, MessageAnswer } from '../wire/answers.ts';
import type { ActionContext, BuildActivity } from './activity-builder.ts';
import { type AnswerRules, toPopUpRules } from './answers/answer-rules.ts';
import { type BotAnswer, verifyAnswerType } from './answers/bot-answer.ts';
import { parseCardAnswer } from './answers/parse-card-answer.ts';
import { parseChoicesAnswer } from './answers/parse-choices-answer.ts';
import { parseDialogAnswer } from './answers/parse-dialog-answer.ts';
import { type ExtensionAnswer, parseExtensionAnswer } from './answers/parse-extension-answer.ts';
import type { Bot, Bots } from './bots.ts';
import { isEmpty, pageSize } from './extension-runner.ts';
import type { InvokeBot } from './invoke-bot.ts';
import type { Messaging } from './messaging.ts';
import { type CardAction, parseCardAction } from './parse-card-action.ts';

/** An action on a card in a conversation. */
export interface CardContext extends ActionContext {
  readonly app: AppPackage;
  readonly message: PostedMessage;
}

export interface CardRunner {
  /**
   * Runs the action of a button, or of a refresh (`automatic`).
   * @throws InvalidRequest for an action that Teams does not support.
   * @throws AppError 409 if no bot can handle it.
   */
  run(
    context: CardContext & {
      readonly action: unknown;
      readonly inputs: JsonObject;
      readonly trigger: 'manual' | 'automatic';
      /** Verification code from the sign-in for this action. */
      readonly state?: string | undefined;
    },
  ): Promise<CardAnswer>;
  /** Submits the dialog that an action has opened. */
  submitDialog(context: CardContext & { readonly data: unknown }): Promise<DialogAnswer>;
  /**
   * Asks the bot for the choices of a choice set.
   * @throws AppError 409 if the bot is not in the conversation.
   */
  searchChoices(
    context: ActionContext & {
      readonly app: AppPackage;
      /** Absent for a card in a dialog. */
      readonly message: PostedMessage | undefined;
      readonly query: ChoicesQuery;
    },
  ): Promise<ChoicesAnswer | MessageAnswer>;
  /**
   * @param state the verification code from the pop-up of a sign-in card; `CancelledByUser` if the person closed it.
   */
  verifyState(
    context: ActionContext & { readonly app: AppPackage; readonly state: string },
  ): Promise<DoneAnswer | MessageAnswer>;
}

/** What a person typed into a choice set. */
export interface ChoicesQuery {
  readonly dataset: string;
  readonly text: string;
  readonly skip: number;
  readonly count: number;
  /** Values of the other inputs of the card, if the card asks for them. */
  readonly inputs: JsonObject | undefined;
}

export interface CardRunnerOptions {
  readonly bots: Bots;
  readonly build: BuildActivity;
  readonly invokeBot: InvokeBot;
  readonly messaging: Messaging;
  readonly tokenServiceOrigin: string;
  readonly singleSignOn: SingleSignOn;
}

/** Creates the runner for the actions of cards. */
export function createCardRunner(options: CardRunnerOptions): CardRunner {
  const { bots, build, invokeBot, messaging, tokenServiceOrigin, singleSignOn } = options;

  function rulesOf({ app, message: { from }, conversation }: CardContext): AnswerRules {
    const apps = from.kind === 'bot' ? bots.appsOf(from.appId, conversation) : [app];
    return { count: pageSize, needsPreview: false, ...toPopUpRules(apps, tokenServiceOrigin) };
  }

  /** Returns the bot that sent the card, if it is still installed, or the bot of the message extension it came from. */
  function botOf({ app, message: { from }, conversation }: CardContext): Bot {
    if (from.kind === 'bot') {
      return presentBot(from.appId, conversation);
    }
    const bot = bots.find(app.botExtension?.botId ?? app.bot?.id ?? '');
    return bot ?? noBot('The app of this card has no bot.');
  }

  function presentBot(appId: string, conversation: Conversation): Bot {
    const bot = bots.find(appId);
    return bot !== undefined && bots.isIn(bot.appId, conversation)
      ? bot
      : noBot('The app has no bot in this conversation. Add the app, then try again.');
  }

  function invoke<Answer extends BotAnswer>(
    context: ActionContext & { readonly message?: PostedMessage | undefined },
    bot: Bot,
    name: string | undefined,
    value: unknown,
    parse: (body: unknown) => Answer,
  ): Promise<Answer | MessageAnswer> {
    const { user, conversation, message } = context;
    const activity = build({ user, conversation, bot, threadId: message?.replyToId ?? message?.id }, 'invoke', {
      name,
      value,
      replyToId: message?.id,
      channelData: { source: { name: 'message' }, legacy: message && { replyToId: message.id } },
    });
    return invokeBot(activity, bot, context, parse);
  }

  async function act(
    context: CardContext,
    bot: Bot,
    action: CardAction,
    trigger: string,
    state: string | undefined,
  ): Promise<CardAnswer> {
    const { message } = context;
    const isPosted = message.from.kind === 'person';
    switch (action.kind) {
      case 'execute': {
        const value = { action: action.action, trigger, state };
        return execute(context, bot, value);
      }
      case 'submit':
        if (isPosted) {
          return invoke(context, bot, 'composeExtension/onCardButtonClicked', action.data, (body) =>
            isEmpty(body) ? done : toCardAnswer(parseExtensionAnswer(body, rulesOf(context))),
          );
        }
        messaging.submit(context, bot, message, action.data);
        return done;
      case 'imBack':
        messaging.post(context, { text: action.text, replyToId: message.id, attachments: [], to: bot });
        return done;
      case 'messageBack':
        messageBack(context, bot, action);
        return done;
      case 'invoke': {
        const name = isPosted ? 'composeExtension/onCardButtonClicked' : undefined;
        return invoke(context, bot, name, action.value, () => done);
      }
      case 'dialog': {
        const value = { data: action.data, context: { theme: 'default' } };
        return invoke(context, bot, 'task/fetch', value, (body) => parseDialogAnswer(body, rulesOf(context)));
      }
      case 'signIn':
        return signIn(context, action.url);
    }
  }

  /** Sends an `Action.Execute`, and again with the person's token if the bot asks for single sign-on. */
  async function execute(context: CardContext, bot: Bot, value: JsonObject): Promise<CardAnswer> {
    const rules = rulesOf(context);
    const name = 'adaptiveCard/action';
    const first = await invoke(context, bot, name, value, (body) => parseCardAnswer(body, rules));
    if (first.type !== 'signIn' || !('exchange' in first) || first.exchange === undefined) {
      return first;
    }
    const { exchange, title, url } = first;
    const [app = context.app] = bots.appsOf(bot.appId, context.conversation);
    const request = { app, uri: exchange.uri, link: { title, url, rules } };
    return withTeamsToken(singleSignOn, context, request, (token, refused) => {
      const { id, connectionName } = exchange;
      const again = { ...value, authentication: { id, connectionName, token } };
      return invoke<CardAnswer>(context, bot, name, again, (body) => {
        const answer = member(body, 'statusCode') === 412 ? refused() : parseCardAnswer(body, rules);
        return answer.type === 'signIn' ? refused() : answer;
      });
    });
  }

  function signIn(context: CardContext, url: string): CardAnswer {
    const refusal = explainPopUp(url, rulesOf(context));
    if (refusal === undefined) {
      return { type: 'signIn', title: 'Sign in', url };
    }
    const { why, remedy } = refusal;
    context.flow.add({ from: 'Teams host', to: 'Person', request: 'Sign in', ms: 0, failure: { why, remedy } });
    return { type: 'message', title: 'The sign-in cannot be opened', text: why, remedy };
  }

  function messageBack(
    context: CardContext,
    bot: Bot,
    { text, displayText, value }: CardAction & { readonly kind: 'messageBack' },
  ): void {
    const { message } = context;
    if (displayText === undefined || displayText === '') {
      messaging.submit(context, bot, message, value, text);
      return;
    }
    const sent = { text: displayText, sentText: text, value, replyToId: message.id, attachments: [], to: bot };
    messaging.post(context, sent);
  }

  return {
    run: async (context) => {
      const bot = botOf(context);
      const action = parseCardAction(context.action, context.inputs);
      if (context.trigger === 'automatic' && action.kind !== 'execute') {
        throw new InvalidRequest('Only an Action.Execute can run automatically.', { field: 'trigger' });
      }
      return act(context, bot, action, context.trigger, context.state);
    },

    submitDialog: async (context) => {
      const value = { data: context.data, context: { theme: 'default' } };
      return invoke(context, botOf(context), 'task/submit', value, (body) =>
        isEmpty(body) ? done : parseDialogAnswer(body, rulesOf(context)),
      );
    },

    searchChoices: async (context) => {
      const { app, message, conversation, query } = context;
      const appId = message?.from.kind === 'bot' ? message.from.appId : (app.bot?.id ?? app.botExtension?.botId ?? '');
      const { text: queryText, dataset, skip, count: top, inputs: data } = query;
      const value = { queryText, queryOptions: { skip, top }, dataset, data };
      return invoke(context, presentBot(appId, conversation), 'application/search', value, parseChoicesAnswer);
    },

    verifyState: async (context) => {
      const bot = presentBot(context.app.bot?.id ?? '', context.conversation);
      return invoke(context, bot, 'signin/verifyState', { state: context.state }, () => done);
    },
  };
}

const done: DoneAnswer = { type: 'done' };

const toCardAnswer = (answer: ExtensionAnswer): CardAnswer =>
  verifyAnswerType(answer, ['dialog', 'dialogMessage', 'signIn', 'message']);

function noBot(why: string): never {
  throw new AppError(409, 'no_bot', why);
}
