import { randomUUID } from 'node:crypto';
import { InvalidRequest, NotFound } from '../../foundation/errors.ts';
import { json } from '../../foundation/http.ts';
import type { Bot } from '../bots/bots.ts';
import type { BotCall, BotCallAnswer } from '../connector/admit-bot.ts';
import { toDisplayClaims } from '../flow/display-claims.ts';
import type { Vault } from '../vault/vault.ts';
import type { Hop } from '../wire/hop.ts';
import type { Person } from '../wire/person.ts';
import { type Connection, connectionsOf, findConnection, teamsChannel, toTokenOwner } from './connections.ts';
import type { ExchangeToken } from './exchange-token.ts';
import type { HandedOutTokens } from './handed-out-tokens.ts';
import { parseSignInState } from './parse-sign-in-state.ts';
import type { SignInLinks } from './sign-in-links.ts';
import type { Verifications } from './verifications.ts';
import { type KnownParties, noConnection, verifySignInState } from './verify-sign-in-state.ts';

/** A sign-in link, and what Teams may exchange before the person has to use it. */
interface SignInResource {
  readonly link: string;
  readonly tokenExchangeResource: { readonly id: string; readonly uri: string } | undefined;
  readonly hop: { readonly note: string };
}

type Operation = (call: BotCall) => Promise<BotCallAnswer>;

/** The user token operations of the Bot Framework token service. A bot has access to its own connections only. */
export interface TokenService {
  readonly getToken: Operation;
  readonly getSignInResource: Operation;
  /** Answers with the link of the sign-in resource as text. */
  readonly getSignInUrl: Operation;
  /** Answers with `{ tokenResponse }`, or `{ signInResource }` if there is no token. */
  readonly getTokenOrSignInResource: Operation;
  readonly signOut: Operation;
  readonly getTokenStatus: Operation;
  readonly getAadTokens: Operation;
  readonly exchange: Operation;
}

export interface TokenServiceOptions extends KnownParties {
  /** Vault of the registrations that were created for connections. */
  readonly vault: Vault;
  readonly verifications: Verifications;
  readonly links: SignInLinks;
  readonly exchangeToken: ExchangeToken;
  readonly handedOut: Pick<HandedOutTokens, 'keep'>;
  /** Returns the URL of the sign-in link with this id. */
  readonly toLink: (id: string) => string;
}

/**
 * Creates the token service.
 * @see https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
 */
export function createTokenService(options: TokenServiceOptions): TokenService {
  const { directory, vault, verifications, links, exchangeToken, handedOut, toLink } = options;

  /** @throws NotFound if the bot does not know the person or has no such connection. */
  function find({ bot, query }: BotCall): { readonly user: Person; readonly connection: Connection } {
    const user = findUser(bot, query);
    const connection = findConnection(bot.registration, query.get('connectionName') ?? '');
    if (connection === undefined) {
      throw noConnection();
    }
    if (user === undefined) {
      throw noPerson();
    }
    return { user, connection };
  }

  /** Like the real service, accepts only channel ids of people. */
  function findUser(bot: Bot, query: URLSearchParams): Person | undefined {
    const id = query.get('userId') ?? '';
    return query.get('channelId') === teamsChannel && id.startsWith('29:') ? directory.find(bot.appId, id) : undefined;
  }

  /** @throws NotFound as `find` does, or for an invalid verification code. */
  async function findToken(call: BotCall) {
    const { user, connection } = find(call);
    const owner = toTokenOwner(user);
    const code = call.query.get('code');
    if (code !== null && code !== '') {
      const tokens = verifications.take(owner, connection.registrationId, code);
      if (tokens === undefined) {
        throw new NotFound('The verification code is wrong, was used before, or has expired.');
      }
      await vault.keep(owner, connection.registrationId, tokens);
    }
    const found = await vault.token(owner, connection.registrationId, call.flow);
    if (found === undefined) {
      return { response: undefined, hop: { note: `There is no token of ${user.name} for “${connection.name}”.` } };
    }
    handedOut.keep(found.accessToken, call.flow);
    return {
      response: {
        channelId: teamsChannel,
        connectionName: connection.name,
        token: found.accessToken,
        expiration: found.expiresAt,
      },
      hop: {
        note: `The token of ${user.name} for “${connection.name}”${code ? ', for the verification code' : ''}.`,
        claims: toDisplayClaims(found.accessToken),
      },
    };
  }

  function createLink({ bot, query }: BotCall): SignInResource {
    const state = parseSignInState(query.get('state'));
    const { user, connection } = verifySignInState(state, bot, options);
    const unsupported = unsupportedParameters.find((name) => query.get(name));
    if (unsupported !== undefined) {
      throw new InvalidRequest(`This host does not support "${unsupported}": omit it.`, { field: unsupported });
    }
    const id = links.open({ user, connectionName: connection.name, registrationId: connection.registrationId });
    const note = `A sign-in link for ${user.name} at “${connection.name}”, valid for one sign-in.`;
    const { tokenExchangeUrl: uri } = connection;
    return {
      link: toLink(id),
      tokenExchangeResource: uri === undefined ? undefined : { id: randomUUID(), uri },
      hop: { note },
    };
  }

  return {
    async getToken(call) {
      const { response, hop } = await findToken(call).catch(toMissing);
      // A 404 has no body, because botbuilder's OAuthPrompt takes any body for a token.
      return { ...(response === undefined ? { status: 404 } : json(200, response)), hop };
    },

    async getSignInResource(call) {
      const { link, tokenExchangeResource, hop } = createLink(call);
      return { ...json(200, { signInLink: link, tokenExchangeResource }), hop };
    },

    async getSignInUrl(call) {
      const { link, hop } = createLink(call);
      return { status: 200, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: link, hop };
    },

    async getTokenOrSignInResource(call) {
      const found = await findToken(call).catch(toMissing);
      if (found.response !== undefined) {
        return { ...json(200, { tokenResponse: found.response }), hop: found.hop };
      }
      const { link, tokenExchangeResource, hop } = createLink(call);
      const note = `${found.hop.note} ${hop.note}`;
      const signInResource = { signInLink: link, tokenExchangeResource };
      return { ...json(200, { signInResource }), hop: { ...found.hop, note } };
    },

    async signOut(call) {
      const name = call.query.get('connectionName');
      const user = findUser(call.bot, call.query);
      const registration = call.bot.registration;
      const all = registration === undefined ? [] : connectionsOf(registration);
      const connections = name === null || name === '' ? all : [find(call).connection];
      if (user === undefined) {
        throw noPerson();
      }
      for (const { registrationId } of connections) {
        verifications.forget(toTokenOwner(user), registrationId);
        await vault.forget(toTokenOwner(user), registrationId);
      }
      return { status: 200, hop: { note: `The tokens of ${user.name} are deleted.` } };
    },

    async getTokenStatus({ bot, query, flow }) {
      const user = findUser(bot, query);
      const wanted = (query.get('include') ?? '').split(',').filter((name) => name !== '');
      if (user === undefined || bot.registration === undefined) {
        throw noPerson();
      }
      const statuses = [];
      for (const { name, registrationId } of connectionsOf(bot.registration)) {
        if (wanted.length === 0 || wanted.some((other) => other.toLowerCase() === name.toLowerCase())) {
          const hasToken = (await vault.token(toTokenOwner(user), registrationId, flow)) !== undefined;
          statuses.push({
            channelId: teamsChannel,
            connectionName: name,
            hasToken,
            serviceProviderDisplayName: 'OAuth 2.0',
          });
        }
      }
      return json(200, statuses);
    },

    async getAadTokens(call) {
      find(call);
      throw new InvalidRequest('The connection does not use Microsoft Entra ID, so it has no tokens for resources.');
    },

    async exchange(call) {
      const { user, connection } = find(call);
      const { accessToken, expiresAt } = await exchangeToken(user, connection, call.body, call.flow);
      handedOut.keep(accessToken, call.flow);
      const response = {
        channelId: teamsChannel,
        connectionName: connection.name,
        token: accessToken,
        expiration: expiresAt,
      };
      const note = `The token of Teams was exchanged for a token of ${user.name} for “${connection.name}”.`;
      return { ...json(200, response), hop: { note, claims: toDisplayClaims(accessToken) } };
    },
  };
}

/** The answer in place of a fault that bots see as a missing token. @throws any other fault. */
function toMissing(fault: unknown): { readonly response: undefined; readonly hop: Pick<Hop, 'note' | 'failure'> } {
  if (!(fault instanceof NotFound)) {
    throw fault;
  }
  const remedy = 'Correct the request of the bot; to the bot it looks like a person who is not signed in.';
  return { response: undefined, hop: { note: fault.message, failure: { why: fault.message, remedy } } };
}

/** Optional parameters of sign-in links; bots may send them empty. */
const unsupportedParameters = ['code_challenge', 'codeChallenge', 'emulatorUrl', 'finalRedirect', 'fwdUrl'];

function noPerson(): NotFound {
  return new NotFound('The bot does not know this person.');
}
