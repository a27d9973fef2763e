import { AppError, Unavailable } from '../../foundation/errors.ts';
import { isJsonObject, type JsonObject } from '../../foundation/json-value.ts';
import type { Log } from '../../foundation/log.ts';
import { isSecureUrl } from '../../foundation/loopback.ts';
import type { ChannelCall, ChannelCaller } from '../channel/call-channel.ts';
import type { InboundActivity } from '../turn/inbound-activity.ts';
import { attemptPeriod, type CodeAttempts } from './code-attempts.ts';

/** 429: the person has sent too many wrong verification codes. */
class TooManyCodes extends AppError {
  constructor() {
    const minutes = attemptPeriod / 60_000;
    super(429, 'too_many_codes', `Too many sign-in codes were wrong. Wait ${minutes} minutes, then sign in again.`);
  }
}

/** Where a person signs in. */
export interface SignInLink {
  readonly url: string;
  /** What Teams needs to exchange a token without prompting the person; only with single sign-on. */
  readonly tokenExchangeResource?: unknown;
}

/**
 * Tokens of the sender of an activity, kept by the Bot Framework token service (Token API, v3.1) for one OAuth
 * connection. Every method rejects with Unavailable if the token service is down, slow or returns an invalid answer.
 */
export interface UserTokens {
  /**
   * @param code verification code, six digits. A code works once, so the token is looked up without it if it is
   *   rejected.
   * @returns undefined if the person has not signed in.
   * @throws TooManyCodes if the person has not signed in and has sent too many wrong codes.
   */
  get(activity: InboundActivity, code?: string): Promise<string | undefined>;
  getSignInLink(activity: InboundActivity): Promise<SignInLink>;
  /**
   * Exchanges a token that Teams sent (single sign-on).
   * @returns undefined if the token is rejected.
   */
  exchange(activity: InboundActivity, token: string): Promise<string | undefined>;
  signOut(activity: InboundActivity): Promise<void>;
}

export interface UserTokensOptions {
  /** Base URL of the token service, without a slash at the end. */
  readonly tokenServiceUrl: string;
  /** The bot's app id. */
  readonly appId: string;
  /** Name of the OAuth connection. */
  readonly connectionName: string;
  readonly singleSignOn: boolean;
  readonly call: ChannelCaller;
  readonly codeAttempts: CodeAttempts;
  readonly log: Log;
}

interface TokenServiceRequest extends Pick<ChannelCall, 'method' | 'body'> {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Status codes that mean that there is no token. */
  readonly none?: readonly number[];
}

/** A token that an Authorization header can contain. */
const accessToken = /^[\x21-\x7e]{1,16384}$/;

/** Creates a client of the token service. Does not cache tokens. */
export function createUserTokens(options: UserTokensOptions): UserTokens {
  const { tokenServiceUrl, appId, connectionName, singleSignOn, call, codeAttempts, log } = options;

  /** Calls the token service. @returns an empty object if there is no token. */
  async function request({ method, path, query, none = [], body }: TokenServiceRequest): Promise<JsonObject> {
    const url = `${tokenServiceUrl}/${path}?${new URLSearchParams(query)}`;
    const { status, text } = await call({ method, url, body });
    if (none.includes(status) || status === 204) {
      return {};
    }
    const answer = status === 200 ? parse(text) : undefined;
    // The answer to a sign-out has no body, or a JSON literal.
    if (answer === undefined && !(method === 'DELETE' && status === 200)) {
      throw createUnavailable(`the token service answered ${status}`);
    }
    return answer ?? {};
  }

  const toQuery = ({ from, channelId }: InboundActivity) => ({ userId: from.id, connectionName, channelId });

  function toToken({ token, connectionName: named = connectionName }: JsonObject): string | undefined {
    if (token === undefined || token === null || token === '') {
      return undefined;
    }
    if (typeof token !== 'string' || !accessToken.test(token) || named !== connectionName) {
      throw reject('not a token of this connection');
    }
    return token;
  }

  function reject(reason: string): Unavailable {
    log.warn('token service: invalid answer', { reason });
    return createUnavailable(reason);
  }

  async function find(query: Readonly<Record<string, string>>, none: readonly number[]): Promise<string | undefined> {
    return toToken(await request({ method: 'GET', path: 'api/usertoken/GetToken', query, none }));
  }

  /** @returns undefined if the code is wrong, used or expired, to which the service answers 400. */
  async function tryCode(person: string, query: Readonly<Record<string, string>>): Promise<string | undefined> {
    try {
      const token = await find(query, [400, 404]);
      if (token !== undefined) {
        codeAttempts.takeBack(person);
      }
      return token;
    } catch (fault) {
      codeAttempts.takeBack(person);
      throw fault;
    }
  }

  return {
    async get(activity, code) {
      const query = toQuery(activity);
      if (code === undefined) {
        return find(query, [404]);
      }
      const person = activity.from.id;
      const isAllowed = codeAttempts.start(person);
      const withCode = isAllowed ? await tryCode(person, { ...query, code }) : undefined;
      const token = withCode ?? (await find(query, [404]));
      if (token === undefined && !isAllowed) {
        throw new TooManyCodes();
      }
      return token;
    },
    async getSignInLink(activity) {
      const query = { state: toSignInState(activity, appId, connectionName) };
      const path = 'api/botsignin/GetSignInResource';
      const { signInLink, tokenExchangeResource } = await request({ method: 'GET', path, query });
      if (!isSignInUrl(signInLink)) {
        throw reject('no secure sign-in link');
      }
      return singleSignOn && tokenExchangeResource ? { url: signInLink, tokenExchangeResource } : { url: signInLink };
    },
    async exchange(activity, token) {
      const path = 'api/usertoken/exchange';
      return toToken(
        await request({ method: 'POST', path, query: toQuery(activity), none: [400, 404], body: { token } }),
      );
    },
    async signOut(activity) {
      await request({ method: 'DELETE', path: 'api/usertoken/SignOut', query: toQuery(activity), none: [404] });
    },
  };
}

/** The `state` of GetSignInResource: what the SDK's `UserTokenClient.createTokenExchangeState` builds. */
function toSignInState(activity: InboundActivity, appId: string, connectionName: string): string {
  const { id: activityId, from: user, recipient: bot, conversation, channelId, locale, serviceUrl } = activity;
  const state = {
    connectionName,
    conversation: { activityId, bot, channelId, conversation, locale, serviceUrl, user },
    relatesTo: activity.relatesTo,
    msAppId: appId,
  };
  return Buffer.from(JSON.stringify(state)).toString('base64');
}

function parse(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isSignInUrl(link: unknown): link is string {
  const url = typeof link === 'string' ? URL.parse(link) : null;
  return url !== null && isSecureUrl(url);
}

function createUnavailable(detail: string): Unavailable {
  return new Unavailable('Sign-in is not available at the moment. Try again in a minute.', { detail });
}
