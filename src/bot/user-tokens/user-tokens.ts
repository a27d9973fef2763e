import type { TurnContext } from 'botbuilder';
import type { UserTokenClient } from 'botframework-connector';
import { Unavailable } from '../../foundation/errors.ts';
import type { Log } from '../../foundation/log.ts';
import { isSecureUrl } from '../../foundation/loopback.ts';

/** Where a person signs in. */
export interface SignInLink {
  readonly url: string;
  /** What Teams needs to hand over a token without asking the person; only with single sign-on. */
  readonly tokenExchangeResource?: unknown;
}

/**
 * Tokens of the person who sent the activity, and of nobody else. Every call may be refused with Unavailable, where the
 * token service is down, slow or does not answer what it was asked.
 */
export interface UserToken {
  /**
   * @param code verification code, six digits, as far as there is one. It works once, so where it does not do, the token
   *   may be there all the same.
   */
  get(context: TurnContext, code?: string): Promise<string | undefined>;
  signInLink(context: TurnContext): Promise<SignInLink>;
  /** Gives another token for one that Teams handed over, and undefined where that does not do. */
  exchange(context: TurnContext, token: string): Promise<string | undefined>;
  signOut(context: TurnContext): Promise<void>;
}

/** Fit to be put into an Authorization header. */
const accessToken = /^[\x21-\x7e]{1,16384}$/;

export interface UserTokenOptions {
  /** Name of the OAuth connection. */
  readonly connectionName: string;
  /** Whether Teams may be told how to hand over a token. */
  readonly singleSignOn: boolean;
  readonly log: Log;
}

/** Creates the port over the SDK's token client, for one OAuth connection. */
export function createUserToken({ connectionName, singleSignOn, log }: UserTokenOptions): UserToken {
  const toToken = (answer: unknown): string | undefined => {
    const { token, connectionName: named = connectionName } = Object(answer) as Readonly<Record<string, unknown>>;
    if (token === undefined || token === null || token === '') {
      return undefined;
    }
    if (typeof token !== 'string' || !accessToken.test(token) || named !== connectionName) {
      log.warn('token service lies', { reason: 'not a token of this connection' });
      throw createUnavailable('not a token of this connection');
    }
    return token;
  };

  async function find(context: TurnContext, code?: string): Promise<string | undefined> {
    const { client, userId, channelId } = toParties(context);
    // The SDK's type has no room for "no code", its own client and the service have.
    return toToken(await client.getUserToken(userId, connectionName, channelId, code as string));
  }

  return {
    async get(context, code) {
      const withCode = code === undefined ? undefined : await find(context, code);
      return withCode ?? find(context);
    },
    async signInLink(context) {
      const { client } = toParties(context);
      const { signInLink, tokenExchangeResource } = await client.getSignInResource(
        connectionName,
        context.activity,
        undefined as unknown as string,
      );
      if (!isSignInUrl(signInLink)) {
        log.warn('token service lies', { reason: 'no address to sign in at' });
        throw createUnavailable('no address to sign in at');
      }
      return { url: signInLink, ...(singleSignOn && tokenExchangeResource ? { tokenExchangeResource } : {}) };
    },
    async exchange(context, token) {
      const { client, userId, channelId } = toParties(context);
      return toToken(await client.exchangeToken(userId, connectionName, channelId, { token }));
    },
    async signOut(context) {
      const { client, userId, channelId } = toParties(context);
      await client.signOutUser(userId, connectionName, channelId);
    },
  };
}

function toParties({ activity, adapter, turnState }: TurnContext) {
  const { UserTokenClientKey } = adapter as unknown as { readonly UserTokenClientKey: symbol };
  const client = turnState.get<UserTokenClient>(UserTokenClientKey);
  return { client, userId: activity.from.id, channelId: activity.channelId };
}

function isSignInUrl(link: unknown): link is string {
  const url = typeof link === 'string' ? URL.parse(link) : null;
  return url !== null && isSecureUrl(url);
}

function createUnavailable(detail: string): Unavailable {
  return new Unavailable('Sign-in is not available at the moment. Try again in a minute.', { detail });
}
