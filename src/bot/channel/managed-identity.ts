import { JwtTokenProviderFactory, ManagedIdentityAppCredentials } from 'botframework-connector';
import type { IssuedToken } from './bot-token.ts';

/** Assumed lifetime of the token, in seconds; short, because the SDK caches the token but hides its real lifetime. */
const assumedLifetime = 60;

/**
 * Requests a token with the managed identity of the machine, through the SDK.
 * @param scope resource that the token is issued for.
 */
export async function requestManagedIdentity(appId: string, scope: string): Promise<IssuedToken> {
  const credentials = new ManagedIdentityAppCredentials(appId, scope, new JwtTokenProviderFactory());
  return { token: await credentials.getToken(), expiresIn: assumedLifetime };
}
