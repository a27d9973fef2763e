import { type ServerMetadata, tokenRevocation } from 'openid-client';
import type { Flow } from '../flow/flow.ts';
import { type OAuthClientOptions, rethrowFault, toConfiguration } from './oauth-client.ts';
import type { OAuthClientRegistration } from './oauth-client-registration.ts';
import { createOAuthFetch, type EndpointResponse } from './oauth-fetch.ts';
import type { OAuthTokens } from './oauth-tokens.ts';
import { refuseFailures } from './token-response.ts';

/**
 * Revokes the refresh token, or the access token if there is none, at the authorization server (RFC 7009).
 * @throws OAuthFault if the server refuses or cannot be reached; the hop has the reason.
 */
export async function revoke(
  registration: OAuthClientRegistration,
  metadata: ServerMetadata,
  tokens: OAuthTokens,
  flow: Flow,
  { fetch, timeoutMs }: Omit<OAuthClientOptions, 'now'>,
): Promise<void> {
  const token = tokens.refreshToken ?? tokens.accessToken;
  const hint = tokens.refreshToken === undefined ? 'access_token' : 'refresh_token';
  const endpoint = 'revocation endpoint';
  const judge = (response: EndpointResponse) => {
    refuseFailures(response, { endpoint, registration, secrets: [token] });
    return { note: 'The consent is withdrawn: the authorization server no longer accepts its tokens.' };
  };
  const oauthFetch = createOAuthFetch({ fetch, flow, endpoint, judge });
  const configuration = toConfiguration(registration, metadata, { fetch: oauthFetch, timeoutMs });
  await tokenRevocation(configuration, token, { token_type_hint: hint }).catch(rethrowFault);
}
