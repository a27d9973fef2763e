import { createHash } from 'node:crypto';
import type { Person } from '../wire/person.ts';

/** Who is who to a bot. Each bot knows people by ids of its own, so that two bots cannot compare notes. */
export interface People {
  readonly users: readonly Person[];
  /** The person's id for this bot: `29:…`. */
  channelId(appId: string, user: Person): string;
  /** By the channel id for this bot, or by the Entra object id. */
  find(appId: string, id: string): Person | undefined;
}

export function createPeople(users: readonly Person[]): People {
  const channelId = (appId: string, { tenantId, id }: Person): string =>
    `29:1${createHash('sha256')
      .update(JSON.stringify([appId.toLowerCase(), tenantId, id]))
      .digest('base64url')}`;
  return {
    users,
    channelId,
    find: (appId, id) => users.find((user) => user.id === id || channelId(appId, user) === id),
  };
}

/** A bot's id on the channel. */
export function toBotChannelId(appId: string): string {
  return `28:${appId}`;
}

/** A member as the connector describes people. */
export function toMember(people: People, appId: string, user: Person): object {
  const [givenName = '', ...rest] = user.name.split(' ');
  const tenant = user.tenantName.toLowerCase().replace(/[^a-z\d]+/g, '');
  const mail = `${user.name.toLowerCase().replace(/[^a-z\d]+/g, '.')}@${tenant}.example`;
  return {
    id: people.channelId(appId, user),
    name: user.name,
    aadObjectId: user.id,
    objectId: user.id,
    givenName,
    surname: rest.join(' '),
    email: mail,
    userPrincipalName: mail,
    tenantId: user.tenantId,
    userRole: 'user',
  };
}
