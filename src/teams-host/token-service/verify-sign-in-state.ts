import { AppError, InvalidRequest, NotFound } from '../../foundation/errors.ts';
import type { Bot } from '../bots/bots.ts';
import { splitThread } from '../conversations/conversation.ts';
import { type Conversations, isSamePerson } from '../conversations/conversations.ts';
import { type Directory, toBotChannelId } from '../conversations/directory.ts';
import type { Person } from '../wire/person.ts';
import { type Connection, findConnection, teamsChannel } from './connections.ts';
import type { SignInState } from './parse-sign-in-state.ts';

export interface KnownParties {
  readonly directory: Directory;
  readonly conversations: Pick<Conversations, 'find'>;
}

/**
 * Verifies every part of a sign-in state against the people, conversations and connections of the host.
 * @param bot the bot that sent it.
 * @throws AppError 403 if the state names another bot.
 * @throws NotFound if the bot has no such connection.
 * @throws InvalidRequest if the state does not name a person of the conversation.
 */
export function verifySignInState(
  state: SignInState,
  bot: Bot,
  { directory, conversations }: KnownParties,
): { readonly user: Person; readonly connection: Connection } {
  if ((state.appId || bot.appId) !== bot.appId || state.botId !== toBotChannelId(bot.appId)) {
    throw new AppError(403, 'forbidden', 'The state names a bot other than the caller.');
  }
  const connection = findConnection(bot.registration, state.connectionName);
  if (connection === undefined) {
    throw noConnection();
  }
  const user = directory.find(bot.appId, state.userId);
  const conversation = conversations.find(splitThread(state.conversationId).conversationId);
  const isMember = conversation?.people.some((person) => user !== undefined && isSamePerson(person, user)) === true;
  if (user === undefined || !isMember || state.channelId !== teamsChannel || !state.userId.startsWith('29:')) {
    throw new InvalidRequest('The state does not name a person of the conversation.', { field: 'state' });
  }
  return { user, connection };
}

export function noConnection(): NotFound {
  return new NotFound('The bot has no connection with this name.');
}
