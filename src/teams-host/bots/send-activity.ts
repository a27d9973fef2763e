import { isDeeperThan, member, textMember, toObject } from '../../foundation/json-value.ts';
import { type ResponseText, readResponseText } from '../../foundation/read-response-text.ts';
import { redact } from '../../foundation/redact.ts';
import { toPlainText } from '../../foundation/to-plain-text.ts';
import { explainBrokenAnswer } from '../../local/explain-broken-answer.ts';
import type { Activity } from './activity-builder.ts';

/** The result of delivering an activity; `why` and `remedy` are sentences to show. */
export type Delivery =
  | { readonly ok: true; readonly status: number; readonly body: unknown }
  | {
      readonly ok: false;
      readonly status?: number;
      readonly body?: unknown;
      readonly why: string;
      readonly remedy: string;
    };

export interface Attempt {
  readonly delivery: Delivery;
  /** Whether Teams would send the activity again. */
  readonly canRetry: boolean;
}

export interface SendOptions {
  readonly endpoint: string;
  /** Connector token. */
  readonly token: string;
  /** Timeout for the whole response, in milliseconds. */
  readonly timeout: number;
  readonly fetch: typeof globalThis.fetch;
  /** Aborts the request. */
  readonly signal: AbortSignal;
}

const maxResponseBytes = 1024 * 1024;
/** Levels of nesting, few enough for any recursion. */
const maxLevels = 200;

/**
 * Posts an activity to a bot once and reads its response. Failures of the bot are returned, never thrown. Teams retries
 * an invoke that got no complete response, or status 429, 502, 503 or 504. It retries any other activity only if the
 * connection could not be established.
 */
export async function sendActivity(activity: Activity, options: SendOptions): Promise<Attempt> {
  const { endpoint, token, timeout, fetch, signal } = options;
  const isInvoke = activity.type === 'invoke';
  const timedOut = AbortSignal.timeout(timeout);
  try {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json; charset=utf-8', Authorization: `Bearer ${token}` },
      body: JSON.stringify(activity),
      redirect: 'manual',
      signal: AbortSignal.any([timedOut, signal]),
    });
    const body = await readResponseText(response, maxResponseBytes);
    const isBusy = [429, 502, 503, 504].includes(response.status);
    return { delivery: judge(response.status, body, isInvoke), canRetry: isInvoke && isBusy };
  } catch (cause) {
    if (timedOut.aborted) {
      const why = `The bot did not answer within ${timeout} ms.`;
      const remedy = 'Answer sooner and do slow work afterwards: Teams ignores late responses.';
      return { delivery: { ok: false, why, remedy }, canRetry: isInvoke };
    }
    const broken = explainBrokenAnswer(toObject(member(cause, 'cause')));
    if (broken !== undefined) {
      return { delivery: { ok: false, why: `The bot ${broken.why}`, remedy: broken.remedy }, canRetry: isInvoke };
    }
    const code = textMember(member(cause, 'cause'), 'code');
    const why = `The connection to ${new URL(endpoint).origin} failed${code === undefined ? '' : ` (${code})`}.`;
    const remedy = 'Start the bot there, or correct "messagingEndpoint" of its registration.';
    const isUnsent = code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN';
    return { delivery: { ok: false, why, remedy }, canRetry: isInvoke || isUnsent };
  }
}

function judge(status: number, { text, fault }: ResponseText, isInvoke: boolean): Delivery {
  const body = parseJson(text);
  if (isDeeperThan(maxLevels, body)) {
    const why = `The response of the bot is nested more than ${maxLevels} levels deep.`;
    return { ok: false, status, why, remedy: 'Make the response smaller.' };
  }
  if (status < 200 || status >= 300) {
    return { ok: false, status, body, why: `The bot answered ${status}.${quote(body)}`, remedy: toRemedy(status) };
  }
  if (fault !== undefined && isInvoke) {
    return { ok: false, status, why: `The bot ${fault.why}`, remedy: fault.remedy };
  }
  if (body === undefined && text.trim() !== '' && isInvoke) {
    const why = 'The response of the bot is not JSON.';
    return { ok: false, status, why, remedy: 'Answer an invoke with a JSON body.' };
  }
  return { ok: true, status, body };
}

function toRemedy(status: number): string {
  switch (status) {
    case 401:
    case 403:
      return 'Compare what the bot verifies with the claims of the token above: issuer, audience, serviceurl and times; and check where the bot gets its keys: “Run your own bot” in the README of this host has the settings.';
    case 404:
    case 405:
      return 'Compare "messagingEndpoint" of the registration with the path that the bot serves.';
    case 412:
      return 'The bot could not exchange the token of single sign-on; the person signs in with the button instead.';
    case 501:
      return 'Handle this kind of invoke in the bot.';
    default:
      return status < 400
        ? 'Put the address it redirects to into "messagingEndpoint" of the registration: no redirect is followed.'
        : 'See the log of the bot.';
  }
}

function quote(body: unknown): string {
  const message =
    textMember(body, 'detail') ?? textMember(body, 'message') ?? textMember(member(body, 'error'), 'message') ?? '';
  return message === '' ? '' : ` Its message: “${toPlainText(String(redact(message)), 300)}”`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
