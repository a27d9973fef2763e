import type { Flow } from '../flow/flow.ts';
import type { Activity, Occasion } from './activity.ts';
import { AnswerRefused, type BotAnswer, toProblem } from './answers/bot-answer.ts';
import type { DeliverActivity } from './deliver-activity.ts';

/** Sends an invoke to a bot and makes of its answer what the person sees. */
export type AskBot = (
  activity: Activity,
  occasion: Occasion,
  flow: Flow,
  parse: (body: unknown) => BotAnswer,
) => Promise<BotAnswer>;

/** Whatever goes wrong at the bot is an answer of type `message` and a failure in the flow. */
export function createAskBot(deliver: DeliverActivity): AskBot {
  return async (activity, occasion, flow, parse) => {
    const delivery = await deliver(activity, occasion, flow);
    const { name } = occasion.bot;
    if (!delivery.ok) {
      return toProblem(`${name} did not answer`, delivery.why, delivery.remedy);
    }
    const hop = { from: 'Teams host', to: 'Person', request: 'Answer of the bot', ms: 0 } as const;
    try {
      const answer = parse(delivery.body);
      flow.add({ ...hop, note: toNote(answer) });
      return answer;
    } catch (cause) {
      if (!(cause instanceof AnswerRefused)) {
        throw cause;
      }
      flow.add({ ...hop, failure: { why: cause.message, remedy: cause.remedy } });
      return toProblem(`The answer of ${name} cannot be shown`, cause.message, cause.remedy);
    }
  };
}

function toNote(answer: BotAnswer): string {
  switch (answer.type) {
    case 'results':
      return `${answer.results.length} ${answer.results.length === 1 ? 'result' : 'results'} as ${answer.layout}.`;
    case 'signIn':
      return 'The person is asked to sign in.';
    case 'settings':
      return 'The settings page opens.';
    case 'message':
      return answer.title === '' ? 'A text.' : answer.title;
    case 'dialog':
      return `A dialog: ${answer.title || 'without title'}.`;
    case 'done':
      return 'Nothing more to show.';
    case 'card':
      return 'The card changes for this person.';
    default:
      return `Shown: ${answer.type}.`;
  }
}
