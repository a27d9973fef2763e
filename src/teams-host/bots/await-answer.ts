import type { Flow } from '../flow/flow.ts';
import type { Bot } from './bots.ts';
import type { Turns } from './turns.ts';

/** Runs a function once after a number of milliseconds. */
export type After = (ms: number, run: () => void) => void;

/** Uses a timer that does not keep the process running. */
export const afterTimeout: After = (ms, run) => {
  setTimeout(run, ms).unref();
};

/** How long a bot may take until it answers a message, in milliseconds. */
export const answerLimit = 15_000;

/**
 * Creates the function that adds a failure to the flow if a bot has accepted a message, and then neither answers nor
 * asks for a token. Typing is no answer.
 */
export function createAwaitAnswer(turns: Turns, after: After): (bot: Bot, flow: Flow) => void {
  return ({ appId, name }, flow) =>
    after(answerLimit, () => {
      if (!turns.isAnswered(appId, flow)) {
        const why = `${name} accepted the message, but within ${answerLimit / 1000} seconds it neither answered nor asked for a token.`;
        const remedy =
          'Answer every message. See the log of the bot: a handler may be missing, or its call of the host may have failed.';
        flow.add({ from: 'App', to: 'Teams host', request: 'No answer', ms: 0, failure: { why, remedy } });
      }
    });
}
