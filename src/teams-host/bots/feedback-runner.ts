import { InvalidRequest } from '../../foundation/errors.ts';
import type { PostedMessage } from '../conversations/posted-message.ts';
import type { DialogContent, DialogMessage, DoneAnswer, MessageAnswer } from '../wire/answers.ts';
import type { FeedbackReaction } from '../wire/requests.ts';
import type { ActionContext, BuildActivity } from './activity-builder.ts';
import { toPopUpRules } from './answers/answer-rules.ts';
import { parseDialogAnswer } from './answers/parse-dialog-answer.ts';
import type { Bots } from './bots.ts';
import type { InvokeBot } from './invoke-bot.ts';

export interface FeedbackContext extends ActionContext {
  readonly message: PostedMessage;
  readonly reaction: FeedbackReaction;
}

/** The feedback buttons of messages. */
export interface FeedbackRunner {
  /** Requests the form of a bot that has its own. */
  open(context: FeedbackContext): Promise<DialogContent | DialogMessage | MessageAnswer>;
  /** @param feedback the values of the form. */
  submit(context: FeedbackContext & { readonly feedback: unknown }): Promise<DoneAnswer | MessageAnswer>;
}

export interface FeedbackRunnerOptions {
  readonly bots: Bots;
  readonly build: BuildActivity;
  readonly invokeBot: InvokeBot;
  readonly tokenServiceOrigin: string;
}

/**
 * Creates the runner.
 * @see https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bot-messages-ai-generated-content#feedback-buttons
 */
export function createFeedbackRunner({
  bots,
  build,
  invokeBot,
  tokenServiceOrigin,
}: FeedbackRunnerOptions): FeedbackRunner {
  function prepare({ user, conversation, message }: FeedbackContext, name: string, value: unknown) {
    const bot = message.from.kind === 'bot' ? bots.find(message.from.appId) : undefined;
    if (bot === undefined || message.labels?.feedback === undefined || !bots.isIn(bot.appId, conversation)) {
      throw new InvalidRequest('The message takes no feedback.');
    }
    const place = { user, conversation, bot, threadId: message.replyToId ?? message.id };
    return { bot, activity: build(place, 'invoke', { name, value, replyToId: message.id }) };
  }

  return {
    async open(context) {
      const data = { actionName: 'feedback', actionValue: { reaction: context.reaction } };
      const { bot, activity } = prepare(context, 'message/fetchTask', { data });
      const rules = toPopUpRules(bots.appsOf(bot.appId, context.conversation), tokenServiceOrigin);
      return invokeBot(activity, bot, context, (body) =>
        parseDialogAnswer(body, { count: 0, needsPreview: false, ...rules }),
      );
    },
    async submit(context) {
      const { reaction, feedback } = context;
      const actionValue = { reaction, feedback: JSON.stringify(feedback) };
      const value = { actionName: 'feedback', actionValue };
      const { bot, activity } = prepare(context, 'message/submitAction', value);
      return invokeBot(activity, bot, context, () => ({ type: 'done' }));
    },
  };
}
