import type { Activity, SignInUrlResponse, TokenExchangeRequest, TokenResponse } from 'botbuilder';
import { UserTokenClient } from 'botframework-connector';
import { Unavailable } from '../../foundation/errors.ts';
import type { ChannelCall, ChannelCaller } from '../channel/call-channel.ts';

/**
 * The Bot Framework token service (Token API, v3.1) for the SDK's adapter, over a connection that is kept and within
 * bounds of time. An answer that means "no token" is an empty one; whatever else is not what was asked for is a fault.
 */
export class TokenService extends UserTokenClient {
  readonly #base: string;
  readonly #appId: string;
  readonly #call: ChannelCaller;

  constructor(options: { readonly base: string; readonly appId: string; readonly call: ChannelCaller }) {
    super();
    this.#base = options.base;
    this.#appId = options.appId;
    this.#call = options.call;
  }

  override async getUserToken(userId: string, connectionName: string, channelId: string, code?: string) {
    const query = { userId, connectionName, channelId, ...(code === undefined ? {} : { code }) };
    // A code that is wrong, used or too old is no fault of the service.
    const none = code === undefined ? [404] : [400, 404];
    return (await this.#ask('GET', 'api/usertoken/GetToken', query, none)) as unknown as TokenResponse;
  }

  override async getSignInResource(connectionName: string, activity: Activity, finalRedirect?: string) {
    const state = UserTokenClient.createTokenExchangeState(this.#appId, connectionName, activity);
    const query = { state, ...(finalRedirect === undefined ? {} : { finalRedirect }) };
    return (await this.#ask('GET', 'api/botsignin/GetSignInResource', query)) as unknown as SignInUrlResponse;
  }

  override async signOutUser(userId: string, connectionName: string, channelId: string): Promise<void> {
    await this.#ask('DELETE', 'api/usertoken/SignOut', { userId, connectionName, channelId }, [404]);
  }

  override async exchangeToken(
    userId: string,
    connectionName: string,
    channelId: string,
    { uri, token }: TokenExchangeRequest,
  ) {
    const query = { userId, connectionName, channelId };
    const answer = await this.#ask('POST', 'api/usertoken/exchange', query, [400, 404], { uri, token });
    return answer as unknown as TokenResponse;
  }

  override getTokenStatus(): Promise<never> {
    return Promise.reject(new Error('This bot does not ask for the status of tokens.'));
  }

  override getAadTokens(): Promise<never> {
    return Promise.reject(new Error('This bot does not ask for tokens of other resources.'));
  }

  /** @param none statuses that mean an empty answer. */
  async #ask(
    method: ChannelCall['method'],
    path: string,
    query: Readonly<Record<string, string>>,
    none: readonly number[] = [],
    body?: unknown,
  ): Promise<Readonly<Record<string, unknown>>> {
    const url = `${this.#base}/${path}?${new URLSearchParams(query)}`;
    const { status, text } = await this.#call({ method, url, ...(body === undefined ? {} : { body }) });
    if (none.includes(status) || status === 204) {
      return {};
    }
    const value = status === 200 ? parse(text) : undefined;
    // Signing out is answered without a body, or with a literal.
    if (value === undefined && !(method === 'DELETE' && status === 200)) {
      throw new Unavailable('Sign-in is not available at the moment. Try again in a minute.', {
        detail: `the token service answered ${status}`,
      });
    }
    return value ?? {};
  }
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}
