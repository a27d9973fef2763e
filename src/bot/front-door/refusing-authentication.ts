import {
  AuthenticationError,
  BotFrameworkAuthentication,
  ConnectorClient,
  type ConnectorFactory,
  type UserTokenClient,
} from 'botframework-connector';

const unauthorized = 401;

const refuse = async (): Promise<never> => {
  throw new Error('The bot does not send through the SDK.');
};

const userTokenClient: UserTokenClient = {
  getUserToken: refuse,
  getSignInResource: refuse,
  signOutUser: refuse,
  getTokenStatus: refuse,
  getAadTokens: refuse,
  exchangeToken: refuse,
};

/**
 * Prevents the SDK's adapter from authenticating requests and from sending anything: `verifyConnectorToken` verifies
 * callers before the adapter runs, and the bot calls connector and token service with its own client.
 */
export class RefusingAuthentication extends BotFrameworkAuthentication {
  /** The SDK requires one to run a turn. It signs each request before sending it, so this one sends nothing. */
  readonly #connectorClient = new ConnectorClient({ signRequest: refuse });

  override async authenticateRequest(): Promise<never> {
    throw new AuthenticationError('Requests are verified before they reach the SDK.', unauthorized);
  }

  override async authenticateStreamingRequest(): Promise<never> {
    throw new AuthenticationError('The bot accepts requests over HTTP only.', unauthorized);
  }

  override createConnectorFactory(): ConnectorFactory {
    return { create: async () => this.#connectorClient };
  }

  override async createUserTokenClient(): Promise<UserTokenClient> {
    return userTokenClient;
  }
}
