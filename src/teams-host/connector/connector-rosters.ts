import { InvalidRequest } from '../../foundation/errors.ts';
import { json } from '../../foundation/http.ts';
import type { Bot } from '../bots/bots.ts';
import type { Conversation } from '../conversations/conversation.ts';
import { toMember } from '../conversations/directory.ts';
import { ConnectorFault, noConversation, notInConversation } from './connector-answer.ts';
import { type ConnectorOperation, type ConnectorOptions, count, enter } from './connector-place.ts';
import { createRateLimit, memberLimits } from './rate-limit.ts';

export interface ConnectorRosters {
  readonly members: ConnectorOperation;
  readonly pagedMembers: ConnectorOperation;
  readonly member: ConnectorOperation;
  readonly team: ConnectorOperation;
  readonly teamChannels: ConnectorOperation;
}

/** Who and what is where bots are installed. */
export function createConnectorRosters(options: ConnectorOptions): ConnectorRosters {
  const { chat, bots, people, now } = options;
  const reads = createRateLimit(memberLimits, now);

  function memberList(bot: Bot, id: string | undefined): readonly object[] {
    const { conversation } = enter(options, bot, id);
    count(reads, bot, conversation);
    return conversation.people.map((user) => toMember(people, bot.appId, user));
  }

  function openTeam(bot: Bot, id: string | undefined): Conversation {
    const channel = chat.all.find(({ team }) => team !== undefined && team.id === id);
    if (channel === undefined || !bots.isIn(bot.appId, channel)) {
      throw channel === undefined ? noConversation() : notInConversation();
    }
    count(reads, bot, channel);
    return channel;
  }

  return {
    members: ({ bot, params }) => json(200, memberList(bot, params.conversationId)),

    pagedMembers({ bot, params, query }) {
      const all = memberList(bot, params.conversationId);
      const size = toNumber(query.get('pageSize'), 200);
      const from = toNumber(query.get('continuationToken'), 0);
      const next = from + Math.max(1, size);
      return json(200, {
        members: all.slice(from, next),
        ...(next < all.length ? { continuationToken: String(next) } : {}),
      });
    },

    member({ bot, params }) {
      const { conversation } = enter(options, bot, params.conversationId);
      count(reads, bot, conversation);
      const user = people.find(bot.appId, params.memberId ?? '');
      if (user === undefined || !conversation.people.includes(user)) {
        throw new ConnectorFault(404, 'MemberNotFoundInConversation', 'There is no such member in the conversation.');
      }
      return json(200, toMember(people, bot.appId, user));
    },

    team({ bot, params }) {
      const { team, tenantId } = openTeam(bot, params.teamId);
      return json(200, { id: team?.id, name: team?.name, tenantId, channelCount: 1 });
    },

    teamChannels({ bot, params }) {
      const { id } = openTeam(bot, params.teamId);
      // The General channel has no name of its own, so that clients can translate it.
      return json(200, { conversations: [{ id, name: null }] });
    },
  };
}

function toNumber(text: string | null, standard: number): number {
  if (text === null) {
    return standard;
  }
  if (!/^\d{1,6}$/.test(text)) {
    throw new InvalidRequest('"pageSize" is a number, "continuationToken" one that was given.');
  }
  return Number(text);
}
