import { type Conversation, toConversationType, toThreadConversationId } from '../conversations/conversation.ts';
import { type People, toBotChannelId } from '../conversations/people.ts';
import type { Person } from '../wire/person.ts';
import type { Bot } from './bots.ts';

/** An activity on the wire, complete as Teams sends it. */
export interface Activity {
  readonly type: string;
  readonly id: string;
  readonly serviceUrl: string;
  readonly from: { readonly id: string };
  readonly [name: string]: unknown;
}

/** Who does what to which bot, and where. */
export interface Occasion {
  readonly bot: Bot;
  readonly user: Person;
  readonly conversation: Conversation;
  /** Of a channel. */
  readonly threadId?: string | undefined;
}

export interface ActivityMaker {
  /** @param rest overrides and adds to what every activity has; its `channelData` is merged. */
  make(occasion: Occasion, type: string, rest?: Readonly<Record<string, unknown>>): Activity;
  invoke(occasion: Occasion, name: string, value: unknown, rest?: Readonly<Record<string, unknown>>): Activity;
}

export interface ActivityMakerOptions {
  readonly people: People;
  readonly serviceUrl: string;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** @see https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#activity-object */
export function createActivityMaker({ people, serviceUrl, now, newId }: ActivityMakerOptions): ActivityMaker {
  const make: ActivityMaker['make'] = (occasion, type, rest = {}) => {
    const { bot, user, conversation, threadId } = occasion;
    const time = now();
    const { channelData, ...others } = rest;
    return {
      type,
      id: newId(),
      timestamp: time.toISOString(),
      localTimestamp: toLocalTimestamp(time),
      localTimezone: timeZone(),
      locale: 'en-US',
      channelId: 'msteams',
      serviceUrl,
      from: { id: people.channelId(bot.appId, user), name: user.name, aadObjectId: user.id },
      conversation: {
        ...(conversation.kind === 'groupChat' || conversation.kind === 'channel' ? { isGroup: true } : {}),
        ...(conversation.kind === 'groupChat' ? { name: conversation.title } : {}),
        conversationType: toConversationType(conversation),
        tenantId: conversation.tenantId,
        id: toThreadConversationId(conversation, threadId),
      },
      recipient: { id: toBotChannelId(bot.appId), name: bot.name },
      entities: [{ type: 'clientInfo', locale: 'en-US', country: 'US', platform: 'Web', timezone: timeZone() }],
      channelData: { ...toChannelData(conversation), ...(channelData as object | undefined) },
      ...others,
    };
  };
  return {
    make,
    invoke: (occasion, name, value, rest = {}) => make(occasion, 'invoke', { name, value, ...rest }),
  };
}

function toChannelData({ kind, id, team, title, tenantId }: Conversation): object {
  const tenant = { id: tenantId };
  return kind === 'channel'
    ? {
        teamsChannelId: id,
        teamsTeamId: team?.id,
        channel: { id, name: title },
        team: { id: team?.id, name: team?.name },
        tenant,
      }
    : { tenant };
}

function timeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** ISO 8601 with the machine's offset. */
function toLocalTimestamp(time: Date): string {
  const offset = -time.getTimezoneOffset();
  const local = new Date(time.getTime() + offset * 60_000).toISOString().slice(0, -1);
  const two = (value: number) => String(Math.floor(Math.abs(value))).padStart(2, '0');
  return `${local}${offset < 0 ? '-' : '+'}${two(offset / 60)}:${two(offset % 60)}`;
}
