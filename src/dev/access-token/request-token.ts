import { createHash } from 'node:crypto';
import type { OAuthClient } from '../authorization-server/authorization-server-options.ts';
import type { Person } from '../authorization-server/people/people.ts';
import type { Exchange, ExchangeAnswer } from './create-exchange.ts';
import { signInPerson } from './sign-in-person.ts';

export interface TokenEndpoints {
  readonly authorization: string;
  readonly token: string;
}

export interface PersonRequest {
  readonly client: OAuthClient;
  readonly person: Person;
  /** Audience of the resource (RFC 8707). */
  readonly resource: string;
  readonly scope: string;
  readonly randomBytes: (size: number) => Buffer;
}

/** Gets an access token of a person: authorization code with PKCE. @throws Error if there is none. */
export async function requestPersonToken(
  exchange: Exchange,
  endpoints: TokenEndpoints,
  { client, person, resource, scope, randomBytes }: PersonRequest,
): Promise<string> {
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(32).toString('base64url');
  const redirect_uri = client.redirectUris[0] ?? '';
  const url = new URL(endpoints.authorization);
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: client.clientId,
    redirect_uri,
    scope,
    resource,
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
  const { searchParams } = await signInPerson(exchange, url, person);
  if (searchParams.get('state') !== state) {
    throw new Error('The redirect has another state than the authorization request.');
  }
  const code = searchParams.get('code') ?? '';
  const grant = { grant_type: 'authorization_code', code, redirect_uri, code_verifier: verifier };
  return requestToken(exchange, endpoints.token, client, grant);
}

/** Gets an access token of an application: client credentials. @throws Error if there is none. */
export function requestApplicationToken(
  exchange: Exchange,
  endpoints: TokenEndpoints,
  client: OAuthClient,
  scope: string,
): Promise<string> {
  return requestToken(exchange, endpoints.token, client, { grant_type: 'client_credentials', scope });
}

/** Asks the authorization server about a token, as the API does (RFC 7662). */
export function introspect(exchange: Exchange, url: string, api: OAuthClient, token: string): Promise<ExchangeAnswer> {
  return exchange.send('Introspection, as the API requests it', url, {
    method: 'POST',
    headers: { Accept: 'application/json', Authorization: toBasic(api) },
    body: new URLSearchParams({ token }),
  });
}

async function requestToken(
  exchange: Exchange,
  url: string,
  client: OAuthClient,
  grant: Readonly<Record<string, string>>,
): Promise<string> {
  const { text } = await exchange.send('Token request', url, {
    method: 'POST',
    headers: { Authorization: toBasic(client) },
    body: new URLSearchParams(grant),
  });
  const { access_token } = JSON.parse(text) as { readonly access_token?: string };
  if (access_token === undefined) {
    throw new Error('The authorization server issued no access token.');
  }
  return access_token;
}

function toBasic({ clientId, clientSecret }: OAuthClient): string {
  return `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
}
