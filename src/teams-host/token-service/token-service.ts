import { AppError, InvalidRequest, NotFound } from '../../foundation/errors.ts';
import { json } from '../../foundation/http.ts';
import type { Bot } from '../bots/bots.ts';
import type { BotCall, BotCallAnswer } from '../connector/admit-bot.ts';
import { splitThread } from '../conversations/conversation.ts';
import type { Conversations } from '../conversations/conversations.ts';
import { isSamePerson } from '../conversations/conversations.ts';
import { type Directory, toBotChannelId } from '../conversations/directory.ts';
import { toDisplayClaims } from '../flow/display-claims.ts';
import type { Vault } from '../vault/vault.ts';
import type { Person } from '../wire/person.ts';
import { type Connection, channelId, connectionsOf, findConnection, toTokenOwner } from './connections.ts';
import type { HandedOutTokens } from './handed-out-tokens.ts';
import { parseSignInState } from './parse-sign-in-state.ts';
import type { SignInLinks } from './sign-in-links.ts';
import type { Verifications } from './verifications.ts';

type Operation = (call: BotCall) => Promise<BotCallAnswer>;

/** The user token operations of the Bot Framework token service. A bot reaches its own connections only. */
export interface TokenService {
  readonly getToken: Operation;
  readonly getSignInResource: Operation;
  /** The link of it alone, as text. */
  readonly getSignInUrl: Operation;
  /** `{ tokenResponse }`, or `{ signInResource }` where there is no token. */
  readonly getTokenOrSignInResource: Operation;
  readonly signOut: Operation;
  readonly getTokenStatus: Operation;
  readonly getAadTokens: Operation;
  readonly exchange: Operation;
}

export interface TokenServiceOptions {
  readonly people: Directory;
  readonly chat: Conversations;
  /** Of the connections' own registrations. */
  readonly vault: Vault;
  readonly verifications: Verifications;
  readonly links: SignInLinks;
  readonly handedOut: Pick<HandedOutTokens, 'keep'>;
  /** Of a sign-in link, for its id. */
  readonly toLink: (id: string) => string;
}

/** @see https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference */
export function createTokenService(options: TokenServiceOptions): TokenService {
  const { people, chat, vault, verifications, links, handedOut, toLink } = options;

  /** @throws NotFound for a person or a connection that is none of this bot's. */
  function find({ bot, query }: BotCall): { readonly user: Person; readonly connection: Connection } {
    const user = findUser(bot, query);
    const connection = findConnection(bot.registration, query.get('connectionName') ?? '');
    if (user === undefined || connection === undefined) {
      throw new NotFound(
        connection === undefined ? 'The bot has no connection of this name.' : 'The bot knows no such person here.',
      );
    }
    return { user, connection };
  }

  function findUser(bot: Bot, query: URLSearchParams): Person | undefined {
    // As the real service, by the channel's own id alone.
    const id = query.get('userId') ?? '';
    return query.get('channelId') === channelId && id.startsWith('29:') ? people.find(bot.appId, id) : undefined;
  }

  /** @throws NotFound also for a code that is not good. */
  async function findToken(call: BotCall) {
    const { user, connection } = find(call);
    const owner = toTokenOwner(user);
    const code = call.query.get('code');
    if (code !== null && code !== '') {
      const tokens = verifications.take(owner, connection.registrationId, code);
      if (tokens === undefined) {
        throw new NotFound('The code is not the one that was given, was used before, or is too old.');
      }
      await vault.keep(owner, connection.registrationId, tokens);
    }
    const found = await vault.token(owner, connection.registrationId, call.flow);
    if (found === undefined) {
      return { response: undefined, hop: { note: `No token of ${user.name} for “${connection.name}”.` } };
    }
    handedOut.keep(found.accessToken, call.flow);
    const claims = toDisplayClaims(found.accessToken);
    return {
      response: {
        channelId,
        connectionName: connection.name,
        token: found.accessToken,
        ...(found.expiresAt === undefined ? {} : { expiration: found.expiresAt }),
      },
      hop: {
        note: `The token of ${user.name} for “${connection.name}”${code ? ', for the verification code' : ''}.`,
        ...(claims === undefined ? {} : { claims }),
      },
    };
  }

  function openLink({ bot, query }: BotCall): { readonly link: string; readonly hop: { readonly note: string } } {
    const state = parseSignInState(query.get('state'));
    const user = people.find(bot.appId, state.userId);
    const connection = findConnection(bot.registration, state.connectionName);
    const conversation = chat.find(splitThread(state.conversationId).conversationId);
    if ((state.appId || bot.appId) !== bot.appId || state.botId !== toBotChannelId(bot.appId)) {
      throw new AppError(403, 'forbidden', 'The state is of another bot than the one that asks.');
    }
    if (connection === undefined) {
      throw new NotFound('The bot has no connection of this name.');
    }
    const isThere = user !== undefined && conversation?.people.some((person) => isSamePerson(person, user)) === true;
    if (!isThere || state.channelId !== channelId || !state.userId.startsWith('29:')) {
      throw new InvalidRequest('The state names no person of this conversation.', { field: 'state' });
    }
    const unused = unusedParameters.find((name) => query.get(name));
    if (unused !== undefined) {
      throw new InvalidRequest(`This host has no use for "${unused}": leave it out.`, { field: unused });
    }
    const id = links.open({ user, connectionName: connection.name, registrationId: connection.registrationId });
    const note = `A sign-in link for ${user.name} at “${connection.name}”, good once.`;
    return { link: toLink(id), hop: { note } };
  }

  return {
    async getToken(call) {
      const { response, hop } = await findToken(call);
      return { ...(response === undefined ? json(404, noToken) : json(200, response)), hop };
    },

    async getSignInResource(call) {
      const { link, hop } = openLink(call);
      return { ...json(200, { signInLink: link }), hop };
    },

    async getSignInUrl(call) {
      const { link, hop } = openLink(call);
      return { status: 200, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: link, hop };
    },

    async getTokenOrSignInResource(call) {
      const found = await findToken(call).catch((fault: unknown) => {
        if (!(fault instanceof NotFound)) {
          throw fault;
        }
        return { response: undefined, hop: { note: fault.message } };
      });
      if (found.response !== undefined) {
        return { ...json(200, { tokenResponse: found.response }), hop: found.hop };
      }
      const { link, hop } = openLink(call);
      const note = `${found.hop.note} ${hop.note}`;
      return { ...json(200, { signInResource: { signInLink: link } }), hop: { note } };
    },

    async signOut(call) {
      const name = call.query.get('connectionName');
      const user = findUser(call.bot, call.query);
      const registration = call.bot.registration;
      const all = registration === undefined ? [] : connectionsOf(registration);
      const connections = name === null || name === '' ? all : [find(call).connection];
      if (user === undefined) {
        throw new NotFound('The bot knows no such person here.');
      }
      for (const { registrationId } of connections) {
        verifications.forget(toTokenOwner(user), registrationId);
        await vault.forget(toTokenOwner(user), registrationId);
      }
      return { status: 200, hop: { note: `The tokens of ${user.name} are forgotten.` } };
    },

    async getTokenStatus({ bot, query, flow }) {
      const user = findUser(bot, query);
      const wanted = (query.get('include') ?? '').split(',').filter((name) => name !== '');
      if (user === undefined || bot.registration === undefined) {
        throw new NotFound('The bot knows no such person here.');
      }
      const statuses = [];
      for (const { name, registrationId } of connectionsOf(bot.registration)) {
        if (wanted.length === 0 || wanted.some((other) => other.toLowerCase() === name.toLowerCase())) {
          const hasToken = (await vault.token(toTokenOwner(user), registrationId, flow)) !== undefined;
          statuses.push({ channelId, connectionName: name, hasToken, serviceProviderDisplayName: 'OAuth 2.0' });
        }
      }
      return json(200, statuses);
    },

    async getAadTokens(call) {
      find(call);
      throw new InvalidRequest('The connection is not of Microsoft Entra ID, so there are no tokens for resources.');
    },

    async exchange(call) {
      find(call);
      throw new InvalidRequest('The connection is not set up for single sign-on, so no token can be exchanged.');
    },
  };
}

/** Of sign-in links; all may be sent empty. */
const unusedParameters = ['code_challenge', 'codeChallenge', 'emulatorUrl', 'finalRedirect', 'fwdUrl'];

const noToken = { error: { code: 'NotFound', message: 'There is no token.' } };
