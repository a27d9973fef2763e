import { setTimeout as delay } from 'node:timers/promises';
import { type AppError, Unavailable } from '../../foundation/errors.ts';
import type { Log } from '../../foundation/log.ts';
import type { BotToken } from './bot-token.ts';
import type { HttpAnswer, HttpCall, HttpClient } from './http-client.ts';

export interface ChannelCall {
  readonly method: HttpCall['method'];
  readonly url: string;
  readonly body?: unknown;
}

/** How often and how long one call is tried; milliseconds. */
export interface Persistence {
  readonly tries: number;
  /** For one try. */
  readonly timeout: number;
  /** For all of them, pauses included. */
  readonly budget: number;
}

export interface ChannelCallerOptions {
  readonly http: HttpClient;
  readonly botToken: BotToken;
  readonly persistence: Persistence;
  readonly now: () => Date;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly log: Log;
}

/** Gives the answer whatever its status. @throws AppError where there is none. */
export type ChannelCaller = (call: ChannelCall) => Promise<HttpAnswer>;

/** What Teams asks bots to try again (Microsoft Learn, "Optimize your bot with rate limiting in Teams"). */
const transient: ReadonlySet<number> = new Set([412, 429, 502, 504]);
const firstPause = 250;

/** Creates what calls connector and token service with the bot's own token, and tries again within bounds. */
export function createChannelCaller(options: ChannelCallerOptions): ChannelCaller {
  const { http, botToken, persistence, now, random, log } = options;
  const { tries, timeout, budget } = persistence;

  async function attempt({ method, url, body }: ChannelCall, end: number): Promise<HttpAnswer> {
    const token = await botToken.get();
    const left = Math.max(end - now().getTime(), 1);
    const answer = await http.send({
      method,
      url,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      timeout: Math.min(timeout, left),
    });
    if (answer.status === 401) {
      botToken.forget(token);
    }
    return answer;
  }

  return async (call) => {
    const end = now().getTime() + budget;
    for (let tried = 1; ; tried += 1) {
      try {
        const answer = await attempt(call, end);
        const again = transient.has(answer.status) || (answer.status === 401 && tried === 1);
        const pause = answer.status === 401 ? 0 : toPause(answer, tried, random);
        if (!again || tried >= tries || now().getTime() + pause >= end) {
          return answer;
        }
        log.info('channel call tried again', { method: call.method, status: answer.status, tried, pause });
        await delay(pause);
      } catch (cause) {
        throw isAppError(cause) ? cause : createUnavailable(cause);
      }
    }
  };
}

/** Twice as long each time and never the same for two, unless the channel says how long. */
function toPause({ headers }: HttpAnswer, tried: number, random: () => number): number {
  const asked = Number(headers['retry-after'] ?? Number.NaN);
  const backOff = firstPause * 2 ** (tried - 1) * (1 + random());
  return asked >= 0 ? Math.max(asked * 1000, backOff) : backOff;
}

const isAppError = (fault: unknown): fault is AppError => fault instanceof Unavailable;

function createUnavailable(cause: unknown): Unavailable {
  return new Unavailable('Teams cannot be reached at the moment. Try again in a minute.', {
    detail: 'no answer from the channel',
    cause,
  });
}
