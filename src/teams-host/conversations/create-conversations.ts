import { createHash } from 'node:crypto';
import type { Person } from '../wire/person.ts';
import type { Conversation } from './conversation.ts';

/** A bot that people chat with in person. */
export interface PersonalBot {
  readonly appId: string;
  readonly name: string;
}

/**
 * The places there are: for each person a chat with each bot; for each organisation a group chat, a channel, and a chat for
 * each two of its people. Ids stay the same from start to start.
 */
export function createConversations(
  users: readonly Person[],
  personalBots: readonly PersonalBot[],
): readonly Conversation[] {
  const personal = users.flatMap((user) =>
    personalBots.map(
      ({ appId, name }): Conversation => ({
        id: `a:1${digest(['personal', appId, user.tenantId, user.id])}`,
        kind: 'personal',
        title: name,
        tenantId: user.tenantId,
        people: [user],
        botAppId: appId,
      }),
    ),
  );
  const shared = [...Map.groupBy(users, ({ tenantId }) => tenantId).values()].flatMap((members) => toShared(members));
  return [...personal, ...shared];
}

function toShared(people: readonly Person[]): readonly Conversation[] {
  const [{ tenantId, tenantName } = { tenantId: '', tenantName: '' }] = people;
  const teamId = `19:${toHex(['channel', tenantId])}@thread.tacv2`;
  const pairs = people.flatMap((first, index) =>
    people.slice(index + 1).map(
      (second): Conversation => ({
        id: `19:${[first.id, second.id].sort().join('_')}@unq.gbl.spaces`,
        kind: 'pair',
        title: '',
        tenantId,
        people: [first, second],
      }),
    ),
  );
  return [
    {
      id: `19:${toHex(['group', tenantId])}@thread.v2`,
      kind: 'groupChat',
      title: `Repair shop – ${tenantName}`,
      tenantId,
      people,
    },
    {
      id: teamId,
      kind: 'channel',
      title: 'General',
      tenantId,
      people,
      team: { id: teamId, name: `Workshop ${tenantName}` },
    },
    ...pairs,
  ];
}

function digest(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

function toHex(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
