import type { Activity } from 'botbuilder';
import {
  type AuthenticateRequestResult,
  AuthenticationConfiguration,
  AuthenticationError,
  BotFrameworkAuthentication,
  BotFrameworkAuthenticationFactory,
  type ConnectorClient,
  ConnectorFactory,
  ServiceClientCredentialsFactory,
  type UserTokenClient,
} from 'botframework-connector';
import { createVerifiedTokens } from '../../jwt/verified-tokens.ts';
import type { BotSettings } from '../bot-settings.ts';
import { shareNoKeys } from './sdk-keys.ts';

/** Nobody's: keys are never looked for there. */
const emulatorMetadataUrl = 'https://no-emulator.invalid/';
const unauthorized = 401;

export interface BotAuthenticationOptions {
  readonly settings: BotSettings;
  readonly userTokenClient: UserTokenClient;
  /** @throws Error where the bot does not send to this service URL. */
  readonly createConnector: (serviceUrl: string) => Pick<ConnectorClient, 'conversations'>;
  readonly now: () => Date;
}

/**
 * The SDK's own verification of the channel's tokens, in full: every setting is given, since one alone would drop the
 * defaults of all the others, and neither emulator nor skill gets in. What the bot sends with is ours.
 */
export class BotAuthentication extends BotFrameworkAuthentication {
  readonly #verification: BotFrameworkAuthentication;
  readonly #options: BotAuthenticationOptions;
  readonly #connectors: ConnectorFactory;
  readonly #verified = createVerifiedTokens<AuthenticateRequestResult>();

  constructor(options: BotAuthenticationOptions) {
    super();
    this.#options = options;
    this.#verification = createVerification(options.settings);
    this.#connectors = new Connectors(options.createConnector);
  }

  override async authenticateRequest(activity: Activity, header: string): Promise<AuthenticateRequestResult> {
    const { now } = this.#options;
    // All that the SDK holds against the token; with any of it different it verifies anew.
    const call = JSON.stringify([header, activity.channelId, activity.serviceUrl]);
    const known = this.#verified.find(call, now());
    if (known !== undefined) {
      return known;
    }
    const verified = await this.#verification.authenticateRequest(activity, header);
    const result = { ...verified, connectorFactory: this.#connectors };
    this.#verified.remember(call, result, Number(verified.claimsIdentity.getClaimValue('exp')), now());
    return result;
  }

  override async authenticateStreamingRequest(): Promise<never> {
    throw new AuthenticationError('This bot is spoken to over HTTP alone.', unauthorized);
  }

  override createConnectorFactory(): ConnectorFactory {
    return this.#connectors;
  }

  override async createUserTokenClient(): Promise<UserTokenClient> {
    return this.#options.userTokenClient;
  }

  override getOriginatingAudience(): string {
    return this.#options.settings.channel.connectorScope;
  }
}

class Connectors extends ConnectorFactory {
  readonly #createConnector: BotAuthenticationOptions['createConnector'];

  constructor(createConnector: BotAuthenticationOptions['createConnector']) {
    super();
    this.#createConnector = createConnector;
  }

  override async create(serviceUrl: string): Promise<ConnectorClient> {
    // The adapter asks nothing of it but `conversations`.
    return this.#createConnector(serviceUrl) as ConnectorClient;
  }
}

/** Tells the SDK which bot this is; the bot's own token it never asks for, since the connector is ours. */
class KnownBot extends ServiceClientCredentialsFactory {
  readonly #appId: string;

  constructor(appId: string) {
    super();
    this.#appId = appId;
  }

  override async isValidAppId(appId: string): Promise<boolean> {
    return appId === this.#appId;
  }

  override async isAuthenticationDisabled(): Promise<boolean> {
    return false;
  }

  override createCredentials(): Promise<never> {
    return Promise.reject(new Error("The SDK's connector is not in use."));
  }
}

function createVerification({ appId, channel }: BotSettings): BotFrameworkAuthentication {
  shareNoKeys(emulatorMetadataUrl);
  const onlyChannel = async (claims: readonly { type: string; value: string }[]): Promise<void> => {
    if (claims.find(({ type }) => type === 'iss')?.value !== channel.issuer) {
      throw new AuthenticationError('The token is not the channel’s.', unauthorized);
    }
  };
  return BotFrameworkAuthenticationFactory.create(
    '',
    true,
    channel.loginUrl,
    channel.connectorScope,
    channel.issuer,
    channel.tokenServiceUrl,
    channel.metadataUrl,
    emulatorMetadataUrl,
    'urn:botframework:azure',
    new KnownBot(appId),
    new AuthenticationConfiguration([], onlyChannel),
  );
}
