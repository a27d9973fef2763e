import { AppError, InvalidRequest } from '../../foundation/errors.ts';
import type { JsonObject } from '../../foundation/json-value.ts';
import type { AppPackage } from '../app-package/app-package.ts';
import type { Chat } from '../conversations/chat.ts';
import type { ChatMessage } from '../conversations/chat-message.ts';
import type { Conversation } from '../conversations/conversation.ts';
import type { People } from '../conversations/people.ts';
import type { ActivityMaker, Occasion } from './activity.ts';
import { type AnswerRules, explainPopUp, toPopUpRules } from './answers/answer-rules.ts';
import { type BotAnswer, toProblem } from './answers/bot-answer.ts';
import { parseCardAnswer } from './answers/parse-card-answer.ts';
import { parseDialogAnswer } from './answers/parse-dialog-answer.ts';
import { parseExtensionAnswer } from './answers/parse-extension-answer.ts';
import type { AskBot } from './ask-bot.ts';
import type { BotChat, ChatUse } from './bot-chat.ts';
import type { Bot, Bots } from './bots.ts';
import { type CardAction, parseCardAction } from './card-action.ts';
import { isEmpty, pageSize } from './extension-runner.ts';

/** A press on a card that stands in a conversation. */
export interface CardUse extends ChatUse {
  readonly app: AppPackage;
  readonly message: ChatMessage;
}

export interface CardRunner {
  run(
    use: CardUse & {
      readonly action: unknown;
      readonly inputs: JsonObject;
      readonly trigger: 'manual' | 'automatic';
      /** What the sign-in this action asked for ended with. */
      readonly state?: string | undefined;
    },
  ): Promise<BotAnswer>;
  /** What was typed into a dialog that an action has opened. */
  submitDialog(use: CardUse & { readonly data: unknown }): Promise<BotAnswer>;
  /** The pop-up of a sign-in card gave this code; `CancelledByUser` where the person closed it. */
  verifyState(use: ChatUse & { readonly app: AppPackage; readonly state: string }): Promise<BotAnswer>;
}

export interface CardRunnerOptions {
  readonly chat: Chat;
  readonly bots: Bots;
  readonly people: People;
  readonly maker: ActivityMaker;
  readonly ask: AskBot;
  readonly botChat: BotChat;
  readonly tokenServiceOrigin: string;
}

/** Does what buttons of cards are for. */
export function createCardRunner(options: CardRunnerOptions): CardRunner {
  const { chat, bots, people, maker, ask, botChat, tokenServiceOrigin } = options;

  function rulesOf({ app, message: { from }, conversation }: CardUse): AnswerRules {
    const apps = from.kind === 'bot' ? bots.appsOf(chat, from.appId, conversation) : [app];
    return { count: pageSize, needsPreview: false, ...toPopUpRules(apps, tokenServiceOrigin) };
  }

  /** The bot of a card: the one that sent it and is still there, or the one of the message extension it came from. */
  function botOf({ app, message: { from }, conversation }: CardUse): Bot {
    return from.kind === 'bot'
      ? presentBot(from.appId, conversation)
      : (bots.find(app.botExtension?.botId ?? app.bot?.id ?? '') ?? noBot('The app of this card has no bot.'));
  }

  /** @throws AppError 409 where it was not added to the conversation, or was removed since. */
  function presentBot(appId: string, conversation: Conversation): Bot {
    const bot = bots.find(appId);
    return bot !== undefined && bots.isIn(chat, bot.appId, conversation)
      ? bot
      : noBot('The app has no bot in this conversation.');
  }

  function invoke(
    { user, conversation, flow }: ChatUse,
    bot: Bot,
    name: string | undefined,
    value: unknown,
    parse: (body: unknown) => BotAnswer,
    message?: ChatMessage,
  ): Promise<BotAnswer> {
    const occasion: Occasion = { bot, user, conversation, threadId: message?.replyToId ?? message?.id };
    const activity = maker.make(occasion, 'invoke', {
      ...(name === undefined ? {} : { name }),
      value,
      ...(message === undefined ? {} : { replyToId: message.id }),
      channelData: { source: { name: 'message' }, ...(message && { legacy: { replyToId: message.id } }) },
    });
    return ask(activity, occasion, flow, parse);
  }

  const done = (): BotAnswer => ({ type: 'done' });

  async function act(use: CardUse, bot: Bot, action: CardAction, trigger: string, state: string | undefined) {
    const { message } = use;
    switch (action.kind) {
      case 'execute': {
        const value = { action: action.action, trigger, ...(state === undefined ? {} : { state }) };
        const userId = people.channelId(bot.appId, use.user);
        const parse = (body: unknown): BotAnswer => parseCardAnswer(body, userId, rulesOf(use));
        return invoke(use, bot, 'adaptiveCard/action', value, parse, message);
      }
      case 'submit':
        if (message.from.kind === 'person') {
          const parse = (body: unknown): BotAnswer =>
            isEmpty(body) ? done() : parseExtensionAnswer(body, rulesOf(use));
          return invoke(use, bot, 'composeExtension/onCardButtonClicked', action.data, parse, message);
        }
        botChat.submit(use, bot, message, action.data);
        return done();
      case 'imBack':
        botChat.post(use, { text: action.text, replyToId: message.id, attachments: [], to: bot });
        return done();
      case 'messageBack':
        return messageBack(use, bot, action);
      case 'invoke': {
        const name = message.from.kind === 'person' ? 'composeExtension/onCardButtonClicked' : undefined;
        return invoke(use, bot, name, action.value, done, message);
      }
      case 'dialog': {
        const parse = (body: unknown): BotAnswer => parseDialogAnswer(body, rulesOf(use));
        const value = { data: action.data, context: { theme: 'default' } };
        return invoke(use, bot, 'task/fetch', value, parse, message);
      }
      case 'signIn':
        return signIn(use, action.url);
    }
  }

  function signIn(use: CardUse, url: string): BotAnswer {
    const refusal = explainPopUp(url, rulesOf(use));
    if (refusal === undefined) {
      return { type: 'signIn', title: 'Sign in', url };
    }
    const { message: why, remedy } = refusal;
    use.flow.add({ from: 'Teams host', to: 'Person', request: 'Sign in', ms: 0, failure: { why, remedy } });
    return toProblem('The sign-in cannot be opened', why, remedy);
  }

  function messageBack(use: CardUse, bot: Bot, action: CardAction & { kind: 'messageBack' }): BotAnswer {
    const { text, displayText, value } = action;
    if (displayText !== undefined && displayText !== '') {
      const { message } = use;
      botChat.post(use, { text: displayText, sentText: text, value, replyToId: message.id, attachments: [], to: bot });
    } else {
      botChat.submit(use, bot, use.message, value, text);
    }
    return done();
  }

  return {
    run: async (use) => {
      const bot = botOf(use);
      const action = parseCardAction(use.action, use.inputs);
      if (use.trigger === 'automatic' && action.kind !== 'execute') {
        throw new InvalidRequest('Only an Action.Execute runs by itself.', { field: 'trigger' });
      }
      return act(use, bot, action, use.trigger, use.state);
    },

    submitDialog: async (use) =>
      invoke(
        use,
        botOf(use),
        'task/submit',
        { data: use.data, context: { theme: 'default' } },
        (body) => (isEmpty(body) ? done() : parseDialogAnswer(body, rulesOf(use))),
        use.message,
      ),

    verifyState: async (use) => {
      const bot = presentBot(use.app.bot?.id ?? '', use.conversation);
      return invoke(use, bot, 'signin/verifyState', { state: use.state }, done);
    },
  };
}

function noBot(why: string): never {
  throw new AppError(409, 'no_bot', why);
}
