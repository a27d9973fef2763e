/** The authorization server on a free port, with two clients and helpers for its endpoints. */
import { createHash, randomBytes } from 'node:crypto';
import * as openid from 'openid-client';
import type {
  AuthorizationServerOptions,
  OAuthClient,
} from '../../../src/dev/authorization-server/authorization-server-options.ts';
import { createAuthorizationServer } from '../../../src/dev/authorization-server/create-authorization-server.ts';
import { createLog } from '../../../src/foundation/log.ts';

export const redirectUri = 'http://127.0.0.1:3979/api/platform/v1.0/oAuthRedirect';
export const secret = 'abc-_DEF-_ghi-_JKL-_mno-_PQR-_stu-_VWX-_yz0';

export const teams: OAuthClient = {
  clientId: 'teams-vault',
  clientSecret: secret,
  name: 'Repairs <for> Teams',
  redirectUris: [redirectUri],
};

export const poster: OAuthClient = {
  ...teams,
  clientId: 'poster',
  name: 'Poster',
  tokenEndpointAuthMethod: 'client_secret_post',
};

export const resource = {
  audience: 'api://repairs',
  accessTokenFormat: 'jwt',
  scopes: [
    { name: 'repairs_read', description: 'Read repairs' },
    { name: 'repairs_write', description: 'Create, change and delete repairs' },
  ],
} as const;

/** The same API with opaque tokens, and its own client, which introspects them. */
export const opaqueResource = {
  ...resource,
  audience: 'api://repairs/opaque',
  accessTokenFormat: 'opaque',
  introspectedBy: 'repairs-api',
} as const;

export const api: OAuthClient = {
  clientId: opaqueResource.introspectedBy,
  clientSecret: secret,
  name: 'Repairs API',
  redirectUris: [],
};

export type LocalAuthorizationServer = Awaited<ReturnType<typeof aLocalAuthorizationServer>>;

export async function aLocalAuthorizationServer(options: Partial<AuthorizationServerOptions> = {}) {
  const lines: string[] = [];
  const server = createAuthorizationServer({
    port: 0,
    clients: [teams, poster],
    resources: [resource],
    log: createLog({ level: 'debug', now: () => new Date(), write: (line) => void lines.push(line) }),
    ...options,
  });
  const running = await server.listen();
  return { ...running, lines, rotateSecret: server.rotateSecret, close: server.close };
}

export interface AuthorizationRequest {
  readonly url: URL;
  readonly state: string;
  readonly verifier: string;
}

/** Builds an authorization request like that of the Teams vault; an override of `undefined` omits the parameter. */
export function anAuthorizationRequest(
  server: LocalAuthorizationServer,
  overrides: Readonly<Record<string, string | undefined>> = {},
): AuthorizationRequest {
  const verifier = randomBytes(32).toString('base64url');
  const parameters: Record<string, string | undefined> = {
    response_type: 'code',
    client_id: teams.clientId,
    redirect_uri: redirectUri,
    scope: 'repairs_read',
    state: randomBytes(32).toString('base64url'),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...overrides,
  };
  const url = new URL(server.endpoints.authorization);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) {
      url.searchParams.set(name, value);
    }
  }
  return { url, state: parameters.state ?? '', verifier };
}

export const basic = (clientId: string, clientSecret: string): string =>
  `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;

export interface TokenAnswer {
  readonly status: number;
  readonly body: {
    readonly access_token?: string;
    readonly refresh_token?: string;
    readonly id_token?: string;
    readonly token_type?: string;
    readonly expires_in?: number;
    readonly scope?: string;
    readonly error?: string;
    readonly error_description?: string;
  };
}

/** Posts to the token endpoint as the Teams vault does, with the raw id and secret in a Basic header. */
export async function requestTokens(
  server: LocalAuthorizationServer,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = { Authorization: basic(teams.clientId, secret) },
): Promise<TokenAnswer> {
  const response = await fetch(server.endpoints.token, {
    method: 'POST',
    headers,
    body: new URLSearchParams(fields),
  });
  return { status: response.status, body: (await response.json()) as TokenAnswer['body'] };
}

/** Exchanges the code in a redirect URL. */
export function exchange(
  server: LocalAuthorizationServer,
  redirect: URL,
  verifier: string,
  overrides: Readonly<Record<string, string>> = {},
): Promise<TokenAnswer> {
  return requestTokens(server, {
    grant_type: 'authorization_code',
    code: redirect.searchParams.get('code') ?? '',
    redirect_uri: redirectUri,
    code_verifier: verifier,
    ...overrides,
  });
}

export function refresh(server: LocalAuthorizationServer, refreshToken: string | undefined): Promise<TokenAnswer> {
  return requestTokens(server, { grant_type: 'refresh_token', refresh_token: refreshToken ?? '' });
}

export function discover(server: LocalAuthorizationServer, client: OAuthClient): Promise<openid.Configuration> {
  return openid.discovery(
    new URL(server.issuer),
    client.clientId,
    { token_endpoint_auth_method: client.tokenEndpointAuthMethod ?? 'client_secret_basic' },
    (client.tokenEndpointAuthMethod === 'client_secret_post' ? openid.ClientSecretPost : openid.ClientSecretBasic)(
      client.clientSecret,
    ),
    { execute: [openid.allowInsecureRequests] },
  );
}
