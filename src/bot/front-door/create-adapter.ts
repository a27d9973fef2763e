import type { Activity, TurnContext } from 'botbuilder';
// The package's entry loads dialogs of Teams, transcripts, skills and SharePoint as well, a fifth of its time.
import { CloudAdapter } from 'botbuilder/lib/cloudAdapter.js';
import { AuthenticationError } from 'botframework-connector';
import { toJson } from '../../cards/kept-json.ts';
import type { HttpResponse } from '../../foundation/http.ts';
import type { Log } from '../../foundation/log.ts';
import type { InvokeResponse } from '../invokes/invoke-kind.ts';
import { BotAuthentication, type BotAuthenticationOptions } from './bot-authentication.ts';

/** Answers one activity; gives the invoke response where it is an invoke. */
export type RunTurn = (context: TurnContext) => Promise<InvokeResponse | undefined>;

export interface Adapter {
  /**
   * Runs one turn of an activity that has been verified; the SDK verifies its token again.
   * @returns the invoke response, or a bare status: 401 where the SDK does not believe the token, 500 for a bug.
   */
  run(activity: Activity, authorization: string, turn: RunTurn): Promise<HttpResponse>;
}

/**
 * Puts the SDK's adapter behind plain values. It is entered behind its HTTP part, which would read again what has been read,
 * and tell what went wrong.
 */
export function createAdapter(options: BotAuthenticationOptions & { readonly log: Log }): Adapter {
  const { log } = options;
  const authentication = new BotAuthentication(options);
  const adapter = new CloudAdapter(authentication);

  async function answer(
    { type, name }: Activity,
    run: () => Promise<InvokeResponse | undefined>,
  ): Promise<HttpResponse> {
    try {
      return toHttpResponse((await run()) ?? { status: 200 });
    } catch (cause) {
      const status = cause instanceof AuthenticationError ? 401 : 500;
      log[status === 401 ? 'info' : 'error']('turn failed', { activity: type, name, cause });
      return { status };
    }
  }

  return {
    run: (activity, authorization, turn) =>
      answer(activity, async () => {
        const verified = await authentication.authenticateRequest(activity, authorization);
        // What a turn refers to when it ends stays in memory until the next full garbage collection: each call of a
        // generator function, which the SDK is compiled to, leaves something there that refers to its arguments. So the
        // answer is taken out, and away.
        const outcome: { taken?: Promise<InvokeResponse | undefined> } = {};
        await adapter.processActivityDirect(verified, activity, async (context) => {
          outcome.taken = turn(context);
          await outcome.taken.catch(() => undefined);
        });
        const { taken } = outcome;
        delete outcome.taken;
        return taken;
      }),
  };
}

function toHttpResponse({ status, body }: InvokeResponse): HttpResponse {
  return body === undefined
    ? { status }
    : { status, headers: { 'Content-Type': 'application/json; charset=utf-8' }, body: toJson(body) };
}
