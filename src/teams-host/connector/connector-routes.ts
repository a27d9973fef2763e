import { type BodyFormat, json, type Method, type Route } from '../../foundation/http.ts';
import { jsonBody } from '../../server/json-body.ts';
import { type ChannelKeys, channelIssuer } from '../bots/channel-keys.ts';
import type { Turns } from '../bots/turns.ts';
import { splitThread } from '../conversations/conversation.ts';
import type { Flow } from '../flow/flow.ts';
import type { Guard } from '../sessions/guard.ts';
import { type AdmitBot, type CallPlace, methods, unknownOperation } from './admit-bot.ts';
import type { ConnectorTokens } from './connector-tokens.ts';
import { createMessageOperations } from './message-operations.ts';
import type { Operation, OperationOptions } from './operation.ts';
import { createRosterOperations } from './roster-operations.ts';
import { createTokenEndpoint } from './token-endpoint.ts';

/** Path of the service URL. */
export const servicePath = '/teams/';

export interface ConnectorRoutesOptions extends OperationOptions {
  readonly guard: Guard;
  readonly keys: ChannelKeys;
  readonly tokens: ConnectorTokens;
  readonly turns: Turns;
  readonly admitBot: AdmitBot;
}

const activityBody = jsonBody(100 * 1024);

const formBody: BodyFormat = {
  type: 'application/x-www-form-urlencoded',
  limit: 16 * 1024,
  parse: (text) => new URLSearchParams(text),
};

/**
 * Creates the routes that bots call: the keys of the channel, the token endpoint, and the connector below the service
 * URL.
 */
export function createConnectorRoutes(options: ConnectorRoutesOptions): readonly Route[] {
  const { guard, keys, tokens, bots, turns, admitBot, origin } = options;
  const messages = createMessageOperations(options);
  const rosters = createRosterOperations(options);
  const registrations = bots.all.flatMap(({ registration }) => registration ?? []);
  const folder = '/botframework/v1/.well-known';
  const findFlow = (place: CallPlace): Flow | undefined => findTurn(turns, place);
  const call = (method: Method, path: string, note: string, run: Operation): Route => ({
    method,
    path: `${servicePath}v3/${path}`,
    body: method === 'POST' || method === 'PUT' ? activityBody : undefined,
    ...admitBot({ note, findFlow, run }),
  });
  const conversation = 'conversations/:conversationId';
  const activity = `${conversation}/activities/:activityId`;
  return [
    {
      method: 'GET',
      path: `${folder}/openidconfiguration`,
      admit: guard.open(async () =>
        json(200, {
          issuer: channelIssuer,
          authorization_endpoint: 'https://invalid.botframework.com',
          jwks_uri: `${origin}${folder}/keys`,
          id_token_signing_alg_values_supported: ['RS256'],
          token_endpoint_auth_methods_supported: ['private_key_jwt'],
        }),
      ),
    },
    { method: 'GET', path: `${folder}/keys`, admit: guard.open(async () => json(200, keys.jwks)) },
    {
      method: 'POST',
      path: '/botframework/:tenant/oauth2/v2.0/token',
      body: formBody,
      admit: guard.open(createTokenEndpoint(registrations, tokens)),
    },
    call('POST', 'conversations', 'The bot creates a conversation.', messages.create),
    call('POST', `${conversation}/activities`, 'The bot sends an activity.', messages.send),
    call('POST', activity, 'The bot replies.', messages.reply),
    call('PUT', activity, 'The bot changes one of its messages.', messages.update),
    call('DELETE', activity, 'The bot deletes one of its messages.', messages.remove),
    call('GET', `${activity}/members`, 'The bot reads the members.', rosters.members),
    call('GET', `${conversation}/members`, 'The bot reads the members.', rosters.members),
    call('GET', `${conversation}/members/:memberId`, 'The bot reads a member.', rosters.member),
    call('GET', `${conversation}/pagedmembers`, 'The bot reads the members.', rosters.pagedMembers),
    call('GET', `${conversation}/pagedMembers`, 'The bot reads the members.', rosters.pagedMembers),
    call('GET', 'teams/:teamId', 'The bot reads the team.', rosters.team),
    call('GET', 'teams/:teamId/conversations', 'The bot reads the channels of the team.', rosters.teamChannels),
    ...methods.map((method) => ({ method, path: `${servicePath}*`, ...admitBot(unknownOperation) })),
  ];
}

function findTurn(turns: Turns, { appId, params }: CallPlace): Flow | undefined {
  const { conversationId } = splitThread(params.conversationId ?? '');
  return turns.find({ appId, activityId: params.activityId ?? '' }) ?? turns.find({ appId, conversationId });
}
