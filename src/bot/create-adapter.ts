import type { TurnContext } from 'botbuilder';
// The package's entry loads dialogs of Teams, transcripts, skills and SharePoint as well, a fifth of its time.
import { CloudAdapter } from 'botbuilder/lib/cloudAdapter.js';
import type { HttpResponse } from '../http.ts';
import type { Log } from '../log.ts';
import { BotAuthentication, type BotAuthenticationOptions } from './bot-authentication.ts';
import type { InvokeResponse } from './invoke/invoke-kind.ts';

/** Answers one activity; gives the invoke response where it is an invoke. */
export type RunTurn = (context: TurnContext) => Promise<InvokeResponse | undefined>;

export interface Adapter {
  /**
   * Runs one turn of an activity that has been verified.
   * @param activity as it was posted; the SDK verifies it again.
   * @returns the invoke response, or a bare status.
   */
  run(activity: unknown, authorization: string, turn: RunTurn): Promise<HttpResponse>;
}

/** Puts the SDK's adapter behind plain values. */
export function createAdapter(options: BotAuthenticationOptions & { readonly log: Log }): Adapter {
  const adapter = new CloudAdapter(new BotAuthentication(options));
  // What gets here is a bug; without a handler of its own the SDK would put its message into the answer.
  adapter.onTurnError = async (context, cause) => {
    options.log.error('turn failed', { activity: context.activity.type, name: context.activity.name, cause });
    if (context.activity.type === 'invoke') {
      await context.sendActivity({ type: 'invokeResponse', value: { status: 500 } });
    }
  };
  return {
    async run(activity, authorization, turn) {
      const answer = new AnswerOfTurn();
      const request = { method: 'POST', headers: { authorization }, body: activity as Record<string, unknown> };
      await adapter.process(request, answer, async (context) => {
        const response = await turn(context);
        if (response !== undefined) {
          await context.sendActivity({ type: 'invokeResponse', value: { status: response.status } });
          answer.hold(response);
        }
      });
      return answer.take();
    },
  };
}

/**
 * Collects what the SDK answers. The body of an invoke response goes past the SDK: what a turn holds when it ends stays in
 * memory until the next full garbage collection, because each call of a generator function, which the SDK is compiled
 * to, leaves something there that refers to it.
 */
class AnswerOfTurn {
  readonly socket = undefined;
  #status = 200;
  #body: unknown;
  #response: InvokeResponse | undefined;

  hold(response: InvokeResponse): void {
    this.#response = response;
  }

  status(code: number): void {
    this.#status = code;
  }

  send(body: unknown): void {
    this.#body = body;
  }

  header(): void {}

  end(): void {}

  /** Gives the answer, and lets go of it. */
  take(): HttpResponse {
    const { status, body } = this.#response ?? { status: this.#status, body: this.#body };
    this.#response = undefined;
    this.#body = undefined;
    // A text is what the SDK says of a failure, and nobody's business.
    if (typeof body !== 'object' || body === null) {
      return { status };
    }
    return { status, headers: { 'Content-Type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) };
  }
}
