import { createHash } from 'node:crypto';
import type { Person } from '../wire/person.ts';
import type { Conversation } from './conversation.ts';
import type { BotName } from './conversations.ts';

/**
 * Creates the conversations of these people: for each person a personal chat with each bot; for each organisation a
 * group chat, a channel, and a chat for each pair of its people. Ids are the same after each start.
 */
export function toConversations(people: readonly Person[], personalBots: readonly BotName[]): readonly Conversation[] {
  const personal = people.flatMap((person) =>
    personalBots.map(
      ({ appId, name }): Conversation => ({
        id: `a:1${digest(['personal', appId, person.tenantId, person.id]).toString('base64url')}`,
        kind: 'personal',
        title: name,
        tenantId: person.tenantId,
        people: [person],
        botAppId: appId,
      }),
    ),
  );
  const organisations = Map.groupBy(people, ({ tenantId }) => tenantId);
  return [...personal, ...[...organisations.values()].flatMap((members) => toShared(members))];
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
      title: `Project group – ${tenantName}`,
      tenantId,
      people,
    },
    {
      id: teamId,
      kind: 'channel',
      title: 'General',
      tenantId,
      people,
      team: { id: teamId, name: `Operations ${tenantName}`, aadGroupId: toGuid(['team', tenantId]) },
    },
    ...pairs,
  ];
}

function digest(parts: readonly string[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}

function toGuid(parts: readonly string[]): string {
  return toHex(parts).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5');
}

function toHex(parts: readonly string[]): string {
  return digest(parts).toString('hex').slice(0, 32);
}
