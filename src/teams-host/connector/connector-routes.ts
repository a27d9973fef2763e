import { json, type Method, methods, type Route } from '../../foundation/http.ts';
import type { ChannelKeys } from '../bots/channel-keys.ts';
import { channelIssuer } from '../bots/channel-keys.ts';
import type { Turns } from '../bots/turns.ts';
import { splitThread } from '../conversations/conversation.ts';
import type { Flow } from '../flow/flow.ts';
import type { Guard } from '../sessions/guard.ts';
import { type AdmitBot, type CallPlace, unknownOperation } from './admit-bot.ts';
import { createConnectorMessages } from './connector-messages.ts';
import type { ConnectorOperation, ConnectorOptions } from './connector-place.ts';
import { createConnectorRosters } from './connector-rosters.ts';
import type { ConnectorTokens } from './connector-tokens.ts';
import { createTokenEndpoint } from './token-endpoint.ts';

export const servicePath = '/teams/';

export interface ConnectorRoutesOptions extends ConnectorOptions {
  readonly guard: Guard;
  readonly keys: ChannelKeys;
  readonly tokens: ConnectorTokens;
  readonly turns: Turns;
  readonly admitBot: AdmitBot;
}

/** Bytes of an activity; Teams takes about 100 KB. */
const largestActivity = 100 * 1024;

/** What bots call: the keys of the channel, their token endpoint, and the connector below the service URL. */
export function createConnectorRoutes(options: ConnectorRoutesOptions): readonly Route[] {
  const { guard, keys, tokens, bots, turns, admitBot, origin } = options;
  const connector = { ...createConnectorMessages(options), ...createConnectorRosters(options) };
  const registrations = bots.all.flatMap(({ registration }) => registration ?? []);
  const folder = '/botframework/v1/.well-known';
  const findFlow = (place: CallPlace): Flow | undefined => findTurn(turns, place);
  const call = (method: Method, path: string, note: string, operation: ConnectorOperation): Route => ({
    method,
    path: `${servicePath}v3/${path}`,
    ...(method === 'GET' || method === 'DELETE'
      ? {}
      : { body: { types: ['application/json'], limit: largestActivity } as const }),
    ...admitBot({ note, findFlow, run: operation }),
  });
  const conversation = 'conversations/:conversationId';
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
      body: { types: ['application/x-www-form-urlencoded'], limit: 16 * 1024 },
      admit: guard.open(createTokenEndpoint(registrations, tokens)),
    },
    call('POST', 'conversations', 'Asks for a conversation.', connector.create),
    call('POST', `${conversation}/activities`, 'The bot writes.', connector.send),
    call('POST', `${conversation}/activities/:activityId`, 'The bot answers.', connector.reply),
    call('PUT', `${conversation}/activities/:activityId`, 'The bot changes a message of its own.', connector.update),
    call('DELETE', `${conversation}/activities/:activityId`, 'The bot deletes a message of its own.', connector.remove),
    call('GET', `${conversation}/activities/:activityId/members`, 'Asks who is there.', connector.members),
    call('GET', `${conversation}/members`, 'Asks who is there.', connector.members),
    call('GET', `${conversation}/members/:memberId`, 'Asks about a member.', connector.member),
    call('GET', `${conversation}/pagedmembers`, 'Asks who is there.', connector.pagedMembers),
    call('GET', `${conversation}/pagedMembers`, 'Asks who is there.', connector.pagedMembers),
    call('GET', 'teams/:teamId', 'Asks about the team.', connector.team),
    call('GET', 'teams/:teamId/conversations', 'Asks for the channels.', connector.teamChannels),
    ...methods.map((method) => ({ method, path: `${servicePath}*`, ...admitBot(unknownOperation) })),
  ];
}

function findTurn(turns: Turns, { appId, params }: CallPlace): Flow | undefined {
  const { conversationId } = splitThread(params.conversationId ?? '');
  return turns.find({ appId, activityId: params.activityId ?? '' }) ?? turns.find({ appId, conversationId });
}
