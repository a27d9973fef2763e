import type { TurnContext } from 'botbuilder';
// The package's entry loads dialogs of Teams, transcripts, skills and SharePoint as well, a fifth of its time.
import { CloudAdapter } from 'botbuilder/lib/cloudAdapter.js';
import type { HttpResponse } from '../http.ts';
import type { Log } from '../log.ts';
import { BotAuthentication, type BotAuthenticationOptions } from './bot-authentication.ts';

export interface Adapter {
  /**
   * Runs one turn of an activity that has been verified.
   * @param activity as it was posted; the SDK verifies it again.
   * @returns the invoke response, or a bare status.
   */
  run(activity: unknown, authorization: string, turn: (context: TurnContext) => Promise<void>): Promise<HttpResponse>;
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
      await adapter.process(request, answer, turn);
      return answer.toHttpResponse();
    },
  };
}

/** Collects what the SDK answers. */
class AnswerOfTurn {
  readonly socket = undefined;
  #status = 200;
  #body: unknown;

  status(code: number): void {
    this.#status = code;
  }

  send(body: unknown): void {
    this.#body = body;
  }

  header(): void {}

  end(): void {}

  toHttpResponse(): HttpResponse {
    // A text is what the SDK says of a failure, and nobody's business.
    if (typeof this.#body !== 'object' || this.#body === null) {
      return { status: this.#status };
    }
    return {
      status: this.#status,
      headers: { 'Content-Type': 'application/json; charset=utf-8' },
      body: JSON.stringify(this.#body),
    };
  }
}
