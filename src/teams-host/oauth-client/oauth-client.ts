import {
  allowInsecureRequests,
  authorizationCodeGrant,
  type ClientAuth,
  ClientSecretPost,
  Configuration,
  type CustomFetch,
  customFetch,
  genericGrantRequest,
  refreshTokenGrant,
  type ServerMetadata,
} from 'openid-client';
import { toDisplayClaims } from '../flow/display-claims.ts';
import type { Flow } from '../flow/flow.ts';
import type { Refusal } from './explain-refusal.ts';
import type { OAuthClientRegistration } from './oauth-client-registration.ts';
import { toOAuthFault } from './oauth-fault.ts';
import { createOAuthFetch } from './oauth-fetch.ts';
import type { OAuthTokens } from './oauth-tokens.ts';
import { parseTokenResponse, type TokenResponse } from './token-response.ts';

/** Options for requests to the authorization server. */
export interface OAuthClientOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Date;
  /** Timeout for one request and its whole response, in milliseconds. */
  readonly timeoutMs: number;
}

export interface CodeExchange {
  readonly registration: OAuthClientRegistration;
  /** The redirect URI with the query of the authorization response, whose state the caller has verified. */
  readonly callback: URL;
  readonly state: string;
  readonly verifier: string | undefined;
  /** The authorization server's metadata, if it was found; `iss` is verified against it. */
  readonly metadata: ServerMetadata | undefined;
}

/**
 * Exchanges a code for tokens (RFC 6749 section 4.1.3, RFC 7636 section 4.5).
 * @throws OAuthFault if the server issues no tokens; the hop has the reason.
 */
export async function exchangeCode(
  exchange: CodeExchange,
  flow: Flow,
  options: OAuthClientOptions,
): Promise<OAuthTokens> {
  const { registration, callback, state, verifier, metadata } = exchange;
  const secrets = [callback.searchParams.get('code') ?? '', verifier ?? ''];
  const fetch = createTokenFetch({ endpoint: 'token endpoint', registration, secrets }, flow, options);
  const server: ServerMetadata = {
    ...metadata,
    issuer: metadata?.issuer ?? callback.searchParams.get('iss') ?? new URL(registration.authorizationEndpoint).origin,
    token_endpoint: registration.tokenEndpoint,
  };
  const configuration = toConfiguration(registration, server, { fetch, timeoutMs: options.timeoutMs });
  const at = options.now();
  const checks =
    verifier === undefined ? { expectedState: state } : { expectedState: state, pkceCodeVerifier: verifier };
  return toTokens(await authorizationCodeGrant(configuration, callback, checks).catch(rethrowFault), at);
}

/**
 * Refreshes tokens (RFC 6749 section 6). Keeps the refresh token if the server issues no new one.
 * @throws OAuthFault if the server issues no tokens; the hop has the reason.
 */
export async function refreshTokens(
  registration: OAuthClientRegistration,
  refreshToken: string,
  flow: Flow,
  options: OAuthClientOptions,
): Promise<OAuthTokens> {
  const context = { endpoint: 'refresh endpoint', registration, secrets: [refreshToken] } as const;
  const fetch = createTokenFetch(context, flow, options);
  const server = { issuer: new URL(registration.refreshEndpoint).origin, token_endpoint: registration.refreshEndpoint };
  const configuration = toConfiguration(registration, server, { fetch, timeoutMs: options.timeoutMs });
  const at = options.now();
  const answer = await refreshTokenGrant(configuration, refreshToken).catch(rethrowFault);
  const tokens = toTokens(answer, at);
  return { ...tokens, refreshToken: tokens.refreshToken ?? refreshToken };
}

/**
 * Exchanges a token of a person for one with the scope of the registration (on-behalf-of flow of Microsoft Entra ID).
 * @throws OAuthFault if the server issues no tokens; the hop has the reason.
 */
export async function exchangeOnBehalf(
  registration: OAuthClientRegistration,
  assertion: string,
  flow: Flow,
  options: OAuthClientOptions,
): Promise<OAuthTokens> {
  const context = { endpoint: 'token endpoint', registration, secrets: [assertion], exchanged: 'token' } as const;
  const fetch = createTokenFetch(context, flow, options);
  const server = { issuer: new URL(registration.tokenEndpoint).origin, token_endpoint: registration.tokenEndpoint };
  const configuration = toConfiguration(registration, server, { fetch, timeoutMs: options.timeoutMs });
  const at = options.now();
  const { scope } = registration;
  const parameters = { assertion, requested_token_use: 'on_behalf_of', scope };
  const grantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
  return toTokens(await genericGrantRequest(configuration, grantType, parameters).catch(rethrowFault), at);
}

/**
 * Creates the configuration for openid-client. Allows plain http for any host; `parseRegistrations` restricts it to
 * loopback.
 */
export function toConfiguration(
  registration: OAuthClientRegistration,
  server: ServerMetadata,
  request?: { readonly fetch: CustomFetch; readonly timeoutMs: number },
): Configuration {
  const configuration = new Configuration(server, registration.clientId, undefined, toClientAuth(registration));
  if (request !== undefined) {
    configuration.timeout = request.timeoutMs / 1000;
    configuration[customFetch] = request.fetch;
  }
  if (registration.authorizationEndpoint.startsWith('http:') || server.token_endpoint?.startsWith('http:')) {
    allowInsecureRequests(configuration);
  }
  return configuration;
}

/** Throws the OAuthFault that openid-client has wrapped, or else the error itself. */
export function rethrowFault(thrown: unknown): never {
  throw toOAuthFault(thrown) ?? thrown;
}

/** Like Teams, sends id and secret in the Basic header without form-encoding them first. */
export function toClientAuth({ clientId, clientSecret, tokenEndpointAuthMethod }: OAuthClientRegistration): ClientAuth {
  if (tokenEndpointAuthMethod === 'client_secret_post') {
    return ClientSecretPost(clientSecret);
  }
  const credentials = Buffer.from(`${clientId}:${clientSecret}`, 'utf8').toString('base64');
  return (_server, _client, _body, headers) => {
    headers.set('authorization', `Basic ${credentials}`);
  };
}

function createTokenFetch(
  context: Omit<Refusal, 'error' | 'description'>,
  flow: Flow,
  { fetch }: OAuthClientOptions,
): CustomFetch {
  return createOAuthFetch({
    fetch,
    flow,
    endpoint: context.endpoint,
    judge: (response) => {
      const tokens = parseTokenResponse(response, context);
      return {
        body: JSON.stringify(tokens),
        note: toNote(context, tokens),
        claims: toDisplayClaims(tokens.access_token),
      };
    },
  });
}

function toNote(
  { endpoint, registration, exchanged = 'code' }: Pick<Refusal, 'endpoint' | 'registration' | 'exchanged'>,
  tokens: TokenResponse,
): string {
  const lifetime = tokens.expires_in === undefined ? 'of unknown lifetime' : `valid for ${tokens.expires_in} seconds`;
  const refresh = tokens.refresh_token === undefined ? 'no refresh token' : 'a refresh token';
  const what = endpoint === 'token endpoint' ? `The ${exchanged} was exchanged` : 'The refresh token was used';
  const granted = (tokens.scope ?? registration.scope).split(' ');
  // Microsoft Entra ID never lists this one; the refresh token itself shows that it was granted.
  const isShown = (scope: string) => scope !== 'offline_access' || tokens.refresh_token === undefined;
  const missing = registration.scope.split(' ').filter((scope) => !granted.includes(scope) && isShown(scope));
  const scopes = missing.length === 0 ? '' : ` Not granted: ${missing.join(' ')}.`;
  return `${what}: an access token ${lifetime} and ${refresh}.${scopes}`;
}

function toTokens(answer: Pick<TokenResponse, 'access_token' | 'expires_in' | 'refresh_token'>, at: Date): OAuthTokens {
  const { access_token, expires_in, refresh_token } = answer;
  return {
    accessToken: access_token,
    obtainedAt: at.toISOString(),
    expiresAt: expires_in === undefined ? undefined : new Date(at.getTime() + expires_in * 1000).toISOString(),
    refreshToken: refresh_token,
  };
}
