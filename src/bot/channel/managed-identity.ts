import {
  type AppCredentials,
  JwtTokenProviderFactory,
  ManagedIdentityServiceClientCredentialsFactory,
} from 'botframework-connector';
import type { BotSettings } from '../bot-settings.ts';
import type { IssuedToken } from './bot-token.ts';

/** The SDK keeps the token and does not say how long; this often, in seconds, it is asked whether it has a newer one. */
const askedAgainAfter = 60;

/** Asks the machine's managed identity for a token, by the SDK's own means. */
export async function requestManagedIdentity({ appId, channel }: BotSettings): Promise<IssuedToken> {
  const factory = new ManagedIdentityServiceClientCredentialsFactory(appId, new JwtTokenProviderFactory());
  const credentials = (await factory.createCredentials(appId, channel.connectorScope)) as unknown as AppCredentials;
  return { token: await credentials.getToken(), expiresIn: askedAgainAfter };
}
