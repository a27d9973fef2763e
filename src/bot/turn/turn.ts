import type { TeamsUser } from '../../card-actions/teams-user.ts';
import { toObject } from '../../foundation/json-value.ts';
import type { AnonymousContext } from '../../message-extension/command-context.ts';
import type { InboundActivity } from './inbound-activity.ts';
import { toUtcOffset } from './to-utc-offset.ts';

/** An activity while it is being answered. */
export interface Turn {
  readonly activity: InboundActivity;
  /** The part of the activity that commands and chat receive. */
  readonly known: AnonymousContext;
  /** When the answer is due, in milliseconds since 1970. */
  readonly deadline: number;
}

export interface TurnOptions {
  readonly publicUrl: string;
  readonly now: () => Date;
  readonly newId: () => string;
  /** Time for everything before the answer, in milliseconds. */
  readonly budget: number;
}

const languageTag = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/;

/**
 * Creates the turn of an activity, which must have been verified because it identifies the person.
 * @param signal aborted when the budget is used up.
 */
export function toTurn(activity: InboundActivity, signal: AbortSignal, options: TurnOptions): Turn {
  const { publicUrl, now, newId, budget } = options;
  const { id, locale, localTimestamp } = activity;
  return {
    activity,
    known: {
      user: toUser(activity),
      publicUrl,
      now,
      utcOffset: toUtcOffset(localTimestamp),
      // Without an id, repeated deliveries of an activity cannot be recognized.
      activityId: id || newId(),
      locale: locale && languageTag.test(locale) ? locale : undefined,
      signal,
    },
    deadline: now().getTime() + budget,
  };
}

function toUser({ from, conversation, channelData }: InboundActivity): TeamsUser {
  const tenant = toObject(toObject(channelData).tenant);
  return {
    id: isText(from.aadObjectId) ? from.aadObjectId : from.id,
    name: isText(from.name) ? from.name : '',
    tenantId: [conversation.tenantId, tenant.id].find(isText) ?? '',
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 256;
}
