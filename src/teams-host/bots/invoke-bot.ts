import { explainParts } from '../card-reader/explain-parts.ts';
import type { MessageAnswer } from '../wire/answers.ts';
import type { ActionContext, Activity } from './activity-builder.ts';
import { AnswerRefused, type BotAnswer } from './answers/bot-answer.ts';
import type { Bot } from './bots.ts';
import type { DeliverActivity } from './deliver-activity.ts';

/**
 * Sends an invoke to a bot and returns what the page shows.
 * @param parse parses the body of the response; throws AnswerRefused for one that Teams rejects.
 * @param onRefusal the answer if the bot refuses the token of single sign-on with status 412.
 */
export type InvokeBot = <Answer extends BotAnswer>(
  activity: Activity,
  bot: Bot,
  context: ActionContext,
  parse: (body: unknown) => Answer,
  onRefusal?: () => Answer,
) => Promise<Answer | MessageAnswer>;

/** Creates the function; a failure of the bot becomes an answer of type `message` and a failure in the flow. */
export function createInvokeBot(deliver: DeliverActivity): InvokeBot {
  return async (activity, bot, context, parse, onRefusal) => {
    const { flow } = context;
    const delivery = await deliver(activity, bot, context);
    if (!delivery.ok) {
      if (delivery.status === 412 && onRefusal !== undefined) {
        return onRefusal();
      }
      const { why, remedy } = delivery;
      return { type: 'message', title: `${bot.name} did not answer`, text: why, remedy };
    }
    const hop = { from: 'Teams host', to: 'Person', request: 'Answer of the bot', ms: 0 } as const;
    try {
      const answer = parse(delivery.body);
      const { faults, limits } = explainParts(toCards(answer));
      const notes = answer.type === 'results' ? answer.results.flatMap((result) => result.notes ?? []) : [];
      const failure = faults.length === 0 ? undefined : { why: faults.join(' '), remedy: 'Correct the card.' };
      flow.add({ ...hop, note: [...new Set([toNote(answer), ...limits, ...notes])].join(' '), failure });
      return answer;
    } catch (cause) {
      if (!(cause instanceof AnswerRefused)) {
        throw cause;
      }
      const { remedy } = cause;
      const why = delivery.body === undefined ? toMissingBody(delivery.status, activity) : cause.message;
      flow.add({ ...hop, failure: { why, remedy } });
      return { type: 'message', title: `The answer of ${bot.name} cannot be shown`, text: why, remedy };
    }
  };
}

function toCards(answer: BotAnswer): readonly unknown[] {
  switch (answer.type) {
    case 'results':
      return answer.results.map(({ card }) => card);
    case 'card':
    case 'dialog':
    case 'preview':
      return [answer.card];
    default:
      return [];
  }
}

function toNote(answer: BotAnswer): string {
  switch (answer.type) {
    case 'results':
      return `${answer.results.length} ${answer.results.length === 1 ? 'result' : 'results'} as ${answer.layout}.`;
    case 'signIn':
      return 'The person is asked to sign in.';
    case 'silentAuth':
      return 'The bot asks Teams for a token for single sign-on.';
    case 'settings':
      return 'The settings page opens.';
    case 'message':
      return answer.title === '' ? 'A text is shown.' : answer.title;
    case 'dialog':
      return `A dialog is shown: ${answer.title || 'without title'}.`;
    case 'dialogMessage':
      return 'A text is shown in the dialog.';
    case 'preview':
      return 'A preview of the card is shown.';
    case 'card':
      return 'The card is replaced for this person.';
    case 'toast':
      return 'A notification is shown.';
    case 'choices':
      return `${answer.choices.length} ${answer.choices.length === 1 ? 'choice' : 'choices'}.`;
    case 'done':
      return 'There is nothing more to show.';
  }
}

function toMissingBody(status: number, { name }: Activity): string {
  return `The bot answered ${status} without a body: it has no handler for ${name}, or the handler returned nothing.`;
}
