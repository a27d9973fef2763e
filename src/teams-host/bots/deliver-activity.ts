import { setTimeout as wait } from 'node:timers/promises';
import { redact } from '../../foundation/log.ts';
import { toDisplayClaims } from '../flow/display-claims.ts';
import type { Flow } from '../flow/flow.ts';
import type { Hop } from '../wire/hop.ts';
import type { Activity, Occasion } from './activity.ts';
import type { ChannelKeys } from './channel-keys.ts';
import type { Turns } from './turns.ts';

/** What became of an activity; `why` and `remedy` are sentences for people. */
export type Delivery =
  | { readonly ok: true; readonly status: number; readonly body: unknown }
  | { readonly ok: false; readonly status?: number; readonly why: string; readonly remedy: string };

/** Milliseconds a bot has. */
export interface TimeLimits {
  /** For a message extension. */
  readonly extension: number;
  /** For every other invoke. */
  readonly invoke: number;
  readonly message: number;
}

export const teamsTimeLimits: TimeLimits = { extension: 5_000, invoke: 10_000, message: 15_000 };

export interface DeliveryOptions {
  readonly keys: ChannelKeys;
  readonly turns: Turns;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Date;
  readonly limits: TimeLimits;
  /** Aborted when the host closes. */
  readonly closing: AbortSignal;
}

/** Sends a signed activity to a bot and waits for its answer. Never throws for what a bot does. */
export type DeliverActivity = (activity: Activity, occasion: Occasion, flow: Flow) => Promise<Delivery>;

const attempts = 3;
const pause = 200;
const largestAnswer = 1024 * 1024;

/**
 * Teams tries an invoke twice more where no answer came in time or at all, with the same activity; any other activity only
 * where it cannot have arrived. What a bot answers too late is not heard.
 */
export function createDeliverActivity(options: DeliveryOptions): DeliverActivity {
  const { keys, turns, now, limits } = options;
  return async (activity, { bot, conversation }, flow) => {
    if (bot.registration === undefined) {
      const why = `Nobody registered the bot ${bot.appId}, so nothing can be sent to it.`;
      const remedy = 'Add a registration {"kind": "bot", …} with its id, password and messaging endpoint.';
      flow.add({ ...hopTo(activity), ms: 0, failure: { why, remedy } });
      return { ok: false, why, remedy };
    }
    const { appId, messagingEndpoint } = bot.registration;
    turns.begin({
      appId: bot.appId,
      activityId: activity.id,
      conversationId: conversation.id,
      userId: activity.from.id,
      flow,
    });
    const limit = toLimit(activity, limits);
    for (let attempt = 1; ; attempt += 1) {
      const token = await keys.sign(appId, activity.serviceUrl);
      const claims = toDisplayClaims(token);
      const start = now().getTime();
      flow.add({ ...hopTo(activity), ms: 0, note: toNote(activity, attempt), ...(claims && { claims }) });
      const { delivery, isWorthAnother } = await post(messagingEndpoint, activity, token, limit, options);
      const isLast = !isWorthAnother || attempt === attempts || options.closing.aborted;
      flow.add({
        from: 'App',
        to: 'Teams host',
        request: `Answer to ${nameOf(activity)}`,
        ...(delivery.status === undefined ? {} : { status: delivery.status }),
        ms: now().getTime() - start,
        ...(isLast || delivery.ok ? {} : { note: `${delivery.why} Tries again.` }),
        ...(isLast && !delivery.ok ? { failure: { why: delivery.why, remedy: delivery.remedy } } : {}),
      });
      if (isLast) {
        return delivery;
      }
      await wait(pause, undefined, { signal: options.closing }).catch(() => {});
    }
  };

  function hopTo(activity: Activity): Pick<Hop, 'from' | 'to' | 'request'> {
    return { from: 'Teams host', to: 'App', request: `POST messages: ${nameOf(activity)}` };
  }
}

function nameOf({ type, name }: Activity): string {
  return name === undefined ? type : `${type} ${name}`;
}

function toNote({ type }: Activity, attempt: number): string {
  const again = attempt > 1 ? ` Attempt ${attempt}.` : '';
  return type === 'invoke' ? `The bot is asked, and answers at once.${again}` : `The bot is told.${again}`;
}

function toLimit({ type, name }: Activity, limits: TimeLimits): number {
  if (type !== 'invoke') {
    return limits.message;
  }
  return String(name).startsWith('composeExtension/') ? limits.extension : limits.invoke;
}

interface Attempt {
  readonly delivery: Delivery;
  readonly isWorthAnother: boolean;
}

async function post(
  endpoint: string,
  activity: Activity,
  token: string,
  limit: number,
  { fetch, closing }: DeliveryOptions,
): Promise<Attempt> {
  const isInvoke = activity.type === 'invoke';
  const inTime = AbortSignal.timeout(limit);
  try {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json; charset=utf-8', Authorization: `Bearer ${token}` },
      body: JSON.stringify(activity),
      redirect: 'manual',
      signal: AbortSignal.any([inTime, closing]),
    });
    const text = await readText(response);
    const isBusy = [429, 502, 503, 504].includes(response.status);
    return { delivery: judge(response.status, text, isInvoke), isWorthAnother: isInvoke && isBusy };
  } catch (cause) {
    if (inTime.aborted) {
      const why = `The bot did not answer within ${limit} ms.`;
      const remedy = 'Answer earlier, and do what takes long afterwards: what comes later is not heard.';
      return { delivery: { ok: false, why, remedy }, isWorthAnother: isInvoke };
    }
    const code = ((cause as Error).cause as NodeJS.ErrnoException | undefined)?.code;
    const why = `The connection to ${new URL(endpoint).origin} failed${code === undefined ? '' : ` (${code})`}.`;
    const remedy = 'Start the bot there, or correct "messagingEndpoint" of its registration.';
    const isUnsent = code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN';
    return { delivery: { ok: false, why, remedy }, isWorthAnother: isInvoke || isUnsent };
  }
}

function judge(status: number, text: string | undefined, isInvoke: boolean): Delivery {
  if (text === undefined) {
    return {
      ok: false,
      status,
      why: `The bot answered with more than ${largestAnswer} bytes.`,
      remedy: 'Answer with less.',
    };
  }
  if (status >= 200 && status < 300) {
    const body = toJson(text);
    return body === undefined && text.trim() !== '' && isInvoke
      ? { ok: false, status, why: 'The answer of the bot is no JSON.', remedy: 'Answer an invoke with a JSON body.' }
      : { ok: true, status, body };
  }
  return { ok: false, status, why: `The bot answered ${status}.${quote(text)}`, remedy: toRemedy(status) };
}

function toRemedy(status: number): string {
  if (status === 401 || status === 403) {
    return 'Compare what the bot checks of the token with its claims above: issuer, audience, serviceurl, time, and where it gets keys.';
  }
  return status === 501 ? 'Handle this kind of invoke in the bot.' : 'Look into the log of the bot.';
}

function quote(text: string): string {
  const body = toJson(text) as { message?: unknown; detail?: unknown; error?: { message?: unknown } } | undefined;
  const words = [body?.detail, body?.message, body?.error?.message].find((part) => typeof part === 'string');
  return typeof words === 'string' && words !== '' ? ` It says: “${String(redact(words)).slice(0, 300)}”` : '';
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function readText(response: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > largestAnswer) {
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
