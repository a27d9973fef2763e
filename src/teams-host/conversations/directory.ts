import { createHash } from 'node:crypto';
import type { Person } from '../wire/person.ts';

/** The people of the host, and their channel account ids. Each bot sees different ids, so that bots cannot correlate them. */
export interface Directory {
  readonly all: readonly Person[];
  /** The person's channel account id for this bot: `29:…`. */
  accountId(appId: string, person: Person): string;
  /** @param id the person's channel account id for this bot, or their Entra object id. */
  find(appId: string, id: string): Person | undefined;
}

/** Creates the directory. Channel ids are hashes, so they are the same after each start. */
export function createDirectory(all: readonly Person[]): Directory {
  const accountId = (appId: string, { tenantId, id }: Person): string =>
    `29:1${createHash('sha256')
      .update(JSON.stringify([appId.toLowerCase(), tenantId, id]))
      .digest('base64url')}`;
  return {
    all,
    accountId,
    find: (appId, id) => all.find((person) => person.id === id || accountId(appId, person) === id),
  };
}

/** Returns the channel id of a bot. */
export function toBotChannelId(appId: string): string {
  return `28:${appId}`;
}

/**
 * A member of a conversation, as the connector describes it to a bot.
 * @see https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context
 */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly aadObjectId: string;
  readonly objectId: string;
  readonly givenName: string;
  readonly surname: string;
  readonly email: string;
  readonly userPrincipalName: string;
  readonly tenantId: string;
  readonly userRole: 'user';
}

/** Builds the member for this bot; names and email are derived from the display names. */
export function toMember(directory: Directory, appId: string, { id, name, tenantId, tenantName }: Person): Member {
  const [givenName = '', ...rest] = name.split(' ');
  const email = `${toMailPart(name, '.') || id}@${toMailPart(tenantName, '') || 'tenant'}.example`;
  return {
    id: directory.accountId(appId, { id, name, tenantId, tenantName }),
    name,
    aadObjectId: id,
    objectId: id,
    givenName,
    surname: rest.join(' '),
    email,
    userPrincipalName: email,
    tenantId,
    userRole: 'user',
  };
}

/** Returns the letters and digits of a name that an email address may have; empty if there are none. */
function toMailPart(name: string, separator: string): string {
  const words =
    name
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[a-z\d]+/g) ?? [];
  return words.join(separator);
}
