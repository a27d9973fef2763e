import { InvalidRequest } from '../../foundation/errors.ts';
import { json } from '../../foundation/http.ts';
import type { Bot } from '../bots/bots.ts';
import type { Conversation } from '../conversations/conversation.ts';
import { type Member, toMember } from '../conversations/directory.ts';
import { ConnectorFault, noConversation, notInConversation } from './connector-fault.ts';
import { findPlace, type Operation, type OperationOptions, verifyRate } from './operation.ts';
import { createRateLimit, memberLimits } from './rate-limit.ts';

export interface RosterOperations {
  readonly members: Operation;
  readonly pagedMembers: Operation;
  readonly member: Operation;
  readonly team: Operation;
  readonly teamChannels: Operation;
}

/** Creates the operations that read the members and teams of conversations in which the bot is installed. */
export function createRosterOperations(options: OperationOptions): RosterOperations {
  const { conversations, bots, directory, now } = options;
  const limit = createRateLimit(memberLimits, now);

  function listMembers(bot: Bot, id: string | undefined): readonly Member[] {
    const { conversation } = findPlace(options, bot, id);
    verifyRate(limit, bot, conversation);
    return conversation.people.map((person) => toMember(directory, bot.appId, person));
  }

  function findTeam(bot: Bot, id: string | undefined): Conversation {
    const channel = conversations.all.find(({ team }) => team !== undefined && team.id === id);
    if (channel === undefined) {
      throw noConversation();
    }
    if (!bots.isIn(bot.appId, channel)) {
      throw notInConversation();
    }
    verifyRate(limit, bot, channel);
    return channel;
  }

  return {
    members: ({ bot, params }) => json(200, listMembers(bot, params.conversationId)),

    pagedMembers({ bot, params, query }) {
      const all = listMembers(bot, params.conversationId);
      const size = parseNumber(query.get('pageSize'), 200);
      const from = parseNumber(query.get('continuationToken'), 0);
      const next = from + Math.max(1, size);
      return json(200, {
        members: all.slice(from, next),
        continuationToken: next < all.length ? String(next) : undefined,
      });
    },

    member({ bot, params }) {
      const { conversation } = findPlace(options, bot, params.conversationId);
      verifyRate(limit, bot, conversation);
      const person = directory.find(bot.appId, params.memberId ?? '');
      if (person === undefined || !conversation.people.includes(person)) {
        throw new ConnectorFault(404, 'MemberNotFoundInConversation', 'There is no such member in the conversation.');
      }
      return json(200, toMember(directory, bot.appId, person));
    },

    team({ bot, params }) {
      const { team, tenantId, people } = findTeam(bot, params.teamId);
      return json(200, { ...team, tenantId, channelCount: 1, memberCount: people.length });
    },

    teamChannels({ bot, params }) {
      const { id } = findTeam(bot, params.teamId);
      // Teams gives the General channel no name, so that clients can translate it.
      return json(200, { conversations: [{ id, name: null }] });
    },
  };
}

function parseNumber(text: string | null, fallback: number): number {
  if (text === null) {
    return fallback;
  }
  if (!/^\d{1,6}$/.test(text)) {
    throw new InvalidRequest('"pageSize" must be a number, and "continuationToken" one from an earlier response.');
  }
  return Number(text);
}
