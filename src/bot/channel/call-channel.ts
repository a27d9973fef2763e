import { setTimeout as delay } from 'node:timers/promises';
import { Unavailable } from '../../foundation/errors.ts';
import type { Log } from '../../foundation/log.ts';
import type { BotToken } from './bot-token.ts';
import type { HttpAnswer, HttpCall, HttpClient } from './http-client.ts';

export interface ChannelCall {
  readonly method: HttpCall['method'];
  readonly url: string;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** Limits of one call and its retries; times in milliseconds. */
export interface RetryLimits {
  readonly tries: number;
  /** Timeout for each attempt. */
  readonly timeout: number;
  /** Timeout for all attempts, including the pauses between them. */
  readonly budget: number;
}

export interface ChannelCallerOptions {
  readonly http: HttpClient;
  readonly botToken: BotToken;
  readonly retryLimits: RetryLimits;
  readonly now: () => Date;
  /** Returns a number from 0 to 1, for the jitter of retries. */
  readonly random: () => number;
  readonly log: Log;
}

/**
 * Calls the connector or the token service with the bot's own token.
 * @returns the last answer, whatever its status.
 * @throws Unavailable if there is no answer.
 */
export type ChannelCaller = (call: ChannelCall) => Promise<HttpAnswer>;

/**
 * Status codes that bots are expected to retry.
 * @see https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
 */
const transient: ReadonlySet<number> = new Set([412, 429, 502, 504]);
/** In milliseconds. */
const firstPause = 250;

/** Retries transient failures with exponential backoff, or after the time that Retry-After names; a 401 once. */
export function createChannelCaller(options: ChannelCallerOptions): ChannelCaller {
  const { http, botToken, retryLimits, now, random, log } = options;
  const { tries, timeout, budget } = retryLimits;

  async function attempt({ method, url, body }: ChannelCall, end: number): Promise<HttpAnswer> {
    const token = await botToken.get();
    const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
    const left = Math.max(end - now().getTime(), 1);
    const answer = await http.send({
      method,
      url,
      headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json; charset=utf-8' },
      body: body === undefined ? undefined : JSON.stringify(body),
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
      const answer = await attempt(call, end).catch((cause: unknown) => {
        throw cause instanceof Unavailable ? cause : createUnavailable(cause);
      });
      const isRetried = transient.has(answer.status) || (answer.status === 401 && tried === 1);
      const pause = answer.status === 401 ? 0 : toPause(answer, tried, random);
      if (!isRetried || tried >= tries || now().getTime() + pause >= end) {
        return answer;
      }
      log.info('channel call: retrying', { method: call.method, status: answer.status, tried, pause });
      await delay(pause);
    }
  };
}

/** Returns the pause before the next attempt, in milliseconds: exponential with jitter, at least Retry-After. */
function toPause({ headers }: HttpAnswer, tried: number, random: () => number): number {
  const retryAfter = Number(headers['retry-after'] ?? Number.NaN);
  const backoff = firstPause * 2 ** (tried - 1) * (1 + random());
  return retryAfter >= 0 ? Math.max(retryAfter * 1000, backoff) : backoff;
}

function createUnavailable(cause: unknown): Unavailable {
  return new Unavailable('Teams cannot be reached at the moment. Try again in a minute.', {
    detail: 'no answer from the channel',
    cause,
  });
}
