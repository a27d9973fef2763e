import { JwtTokenProviderFactory, ManagedIdentityAppCredentials } from 'botframework-connector';
import type { IssuedToken } from './bot-token.ts';

/** The SDK caches the token and hides its lifetime, so it is called again after this time, in seconds. */
const calledAgainAfter = 60;

/**
 * Requests a token with the managed identity of the machine, through the SDK.
 * @param scope whom the token is for.
 */
export async function requestManagedIdentity(appId: string, scope: string): Promise<IssuedToken> {
  const credentials = new ManagedIdentityAppCredentials(appId, scope, new JwtTokenProviderFactory());
  return { token: await credentials.getToken(), expiresIn: calledAgainAfter };
}
