import type { JsonObject } from '../../foundation/json-value.ts';
import { type Conversation, toConversationType, toThreadConversationId } from '../conversations/conversation.ts';
import { type Directory, toBotChannelId } from '../conversations/directory.ts';
import type { Flow } from '../flow/flow.ts';
import type { Person } from '../wire/person.ts';
import type { Bot } from './bots.ts';

/** The person who acts, the conversation, and the flow that records the action. */
export interface ActionContext {
  readonly user: Person;
  readonly conversation: Conversation;
  readonly flow: Flow;
}

/** An activity as Teams sends it to a bot. */
export interface Activity {
  readonly type: string;
  readonly id: string;
  /** Name of an invoke, for example `task/fetch`. */
  readonly name?: string | undefined;
  readonly serviceUrl: string;
  readonly from: { readonly id: string };
  readonly [member: string]: unknown;
}

export interface ActivityContext extends Omit<ActionContext, 'flow'> {
  readonly bot: Bot;
  /** Id of the first message of a thread in a channel. */
  readonly threadId?: string | undefined;
}

/** Members that are added to those of every activity, or override them; `channelData` is merged. */
export interface ActivityParts {
  readonly id?: string;
  readonly name?: string | undefined;
  readonly channelData?: JsonObject | undefined;
  readonly [member: string]: unknown;
}

/** Builds an activity from a person to a bot. @param type for example `message` or `invoke`. */
export type BuildActivity = (context: ActivityContext, type: string, parts?: ActivityParts) => Activity;

export interface ActivityBuilderOptions {
  readonly directory: Directory;
  readonly serviceUrl: string;
  readonly now: () => Date;
  readonly newId: () => string;
}

/**
 * Creates the function that builds activities.
 * @see
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#activity-object
 */
export function createActivityBuilder({ directory, serviceUrl, now, newId }: ActivityBuilderOptions): BuildActivity {
  return ({ bot, user, conversation, threadId }, type, { channelData, ...parts } = {}) => {
    const time = now();
    const { kind, title, tenantId } = conversation;
    return {
      type,
      id: newId(),
      timestamp: time.toISOString(),
      localTimestamp: toLocalTimestamp(time),
      localTimezone: timeZone(),
      locale: 'en-US',
      channelId: 'msteams',
      serviceUrl,
      from: { id: directory.accountId(bot.appId, user), name: user.name, aadObjectId: user.id },
      conversation: {
        isGroup: kind === 'groupChat' || kind === 'channel' || undefined,
        name: kind === 'groupChat' ? title : undefined,
        conversationType: toConversationType(conversation),
        tenantId,
        id: toThreadConversationId(conversation, threadId),
      },
      recipient: { id: toBotChannelId(bot.appId), name: bot.name },
      entities: [{ type: 'clientInfo', locale: 'en-US', country: 'US', platform: 'Web', timezone: timeZone() }],
      channelData: { ...toChannelData(conversation), ...channelData },
      ...parts,
    };
  };
}

function toChannelData({ kind, id, team, title, tenantId }: Conversation): JsonObject {
  const tenant = { id: tenantId };
  return kind === 'channel'
    ? {
        teamsChannelId: id,
        teamsTeamId: team?.id,
        channel: { id, name: title },
        team: { id: team?.id, name: team?.name, aadGroupId: team?.aadGroupId },
        tenant,
      }
    : { tenant };
}

function timeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** ISO 8601 with the offset of this machine. */
function toLocalTimestamp(time: Date): string {
  const offset = -time.getTimezoneOffset();
  const local = new Date(time.getTime() + offset * 60_000).toISOString().slice(0, -1);
  const two = (value: number) => String(Math.floor(Math.abs(value))).padStart(2, '0');
  return `${local}${offset < 0 ? '-' : '+'}${two(offset / 60)}:${two(offset % 60)}`;
}
