import { setTimeout as delay } from 'node:timers/promises';
import { toDisplayClaims } from '../flow/display-claims.ts';
import type { ActionContext, Activity } from './activity-builder.ts';
import { type After, createAwaitAnswer } from './await-answer.ts';
import type { Bot } from './bots.ts';
import type { ChannelKeys } from './channel-keys.ts';
import { type Delivery, sendActivity } from './send-activity.ts';
import type { Turns } from './turns.ts';

/** Timeouts for the response of a bot, in milliseconds. */
export interface TimeLimits {
  /** For an invoke of a message extension. */
  readonly extension: number;
  /** For any other invoke. */
  readonly invoke: number;
  readonly message: number;
}

/** The timeouts of Teams. */
export const teamsTimeLimits: TimeLimits = { extension: 5_000, invoke: 10_000, message: 15_000 };

export interface DeliveryOptions {
  readonly keys: ChannelKeys;
  readonly turns: Turns;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Date;
  readonly limits: TimeLimits;
  /** Aborted when the host closes. */
  readonly closing: AbortSignal;
  readonly after: After;
}

/** Sends a signed activity to a bot and returns its response. Failures of the bot are returned, never thrown. */
export type DeliverActivity = (
  activity: Activity,
  bot: Bot,
  context: Pick<ActionContext, 'conversation' | 'flow'>,
) => Promise<Delivery>;

const maxAttempts = 3;
/** Milliseconds between attempts. */
const pause = 200;

/**
 * Creates the function that sends an activity up to three times, as Teams does, and records each attempt in the flow.
 */
export function createDeliverActivity(options: DeliveryOptions): DeliverActivity {
  const { keys, turns, now, limits, fetch, closing, after } = options;
  const awaitAnswer = createAwaitAnswer(turns, after);
  return async (activity, bot, { conversation, flow }) => {
    const { appId, registration } = bot;
    const hop = { from: 'Teams host', to: 'App', request: `POST messages: ${nameOf(activity)}`, ms: 0 } as const;
    if (registration === undefined) {
      const why = `The bot ${appId} is not registered, so nothing can be sent to it.`;
      const remedy = 'Add a registration {"kind": "bot", …} with its id, password and messaging endpoint.';
      flow.add({ ...hop, failure: { why, remedy } });
      return { ok: false, why, remedy };
    }
    turns.begin({ appId, activityId: activity.id, conversationId: conversation.id, userId: activity.from.id, flow });
    for (let attempt = 1; ; attempt += 1) {
      const token = await keys.sign(registration.appId, activity.serviceUrl);
      flow.add(
        { ...hop, note: toNote(activity, attempt), claims: toDisplayClaims(token) },
        { sent: activity, secrets: [token] },
      );
      const start = now().getTime();
      const { delivery, canRetry } = await sendActivity(activity, {
        endpoint: registration.messagingEndpoint,
        token,
        timeout: toLimit(activity, limits),
        fetch,
        signal: closing,
      });
      const isLast = !canRetry || attempt === maxAttempts || closing.aborted;
      flow.add(
        {
          from: 'App',
          to: 'Teams host',
          request: `Answer to ${nameOf(activity)}`,
          status: delivery.status,
          ms: now().getTime() - start,
          note: isLast || delivery.ok ? undefined : `${delivery.why} The host retries.`,
          failure: isLast && !delivery.ok ? { why: delivery.why, remedy: delivery.remedy } : undefined,
        },
        { received: delivery.body, secrets: [token] },
      );
      if (isLast) {
        if (delivery.ok && activity.type === 'message') {
          awaitAnswer(bot, flow);
        }
        return delivery;
      }
      await delay(pause, undefined, { signal: closing }).catch(() => {});
    }
  };
}

function nameOf({ type, name }: Activity): string {
  return name === undefined ? type : `${type} ${name}`;
}

function toNote({ type }: Activity, attempt: number): string {
  const again = attempt > 1 ? ` Attempt ${attempt}.` : '';
  return type === 'invoke' ? `The bot answers in its response.${again}` : `The bot is notified.${again}`;
}

function toLimit({ type, name }: Activity, limits: TimeLimits): number {
  if (type !== 'invoke') {
    return limits.message;
  }
  return name?.startsWith('composeExtension/') ? limits.extension : limits.invoke;
}
