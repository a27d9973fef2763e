import type { Activity, TurnContext } from 'botbuilder';
import type { AnonymousContext, CommandUser } from '../../message-extension/command-context.ts';
import { toUtcOffset } from './to-utc-offset.ts';

/** One activity that is being answered. */
export interface Turn {
  readonly context: TurnContext;
  /** What may be told to whoever answers, without anything of the SDK. */
  readonly known: AnonymousContext;
  /** When the answer is too late, in milliseconds since 1970. */
  readonly deadline: number;
}

export interface TurnOptions {
  readonly publicUrl: string;
  readonly now: () => Date;
  readonly newId: () => string;
  /** Milliseconds for everything before the answer. */
  readonly budget: number;
}

/** Takes from an activity who does what; only for one that has been verified. */
export function toTurn(context: TurnContext, signal: AbortSignal, options: TurnOptions): Turn {
  const { publicUrl, now, newId, budget } = options;
  const { id, locale, localTimestamp } = context.activity;
  return {
    context,
    known: {
      user: toUser(context.activity),
      publicUrl,
      now,
      utcOffset: toUtcOffset(localTimestamp),
      // One without an id cannot be delivered twice, as far as anybody can tell.
      activityId: id || newId(),
      ...(typeof locale === 'string' && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/.test(locale) ? { locale } : {}),
      signal,
    },
    deadline: now().getTime() + budget,
  };
}

function toUser({ from, conversation, channelData }: Activity): CommandUser {
  const { aadObjectId, name } = from as { readonly aadObjectId?: unknown; readonly name?: unknown };
  const { tenant } = Object(channelData) as { readonly tenant?: { readonly id?: unknown } };
  const tenantId = [conversation.tenantId, tenant?.id].find(isText);
  return {
    id: isText(aadObjectId) ? aadObjectId : from.id,
    name: isText(name) ? name : '',
    tenantId: tenantId ?? '',
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 256;
}
