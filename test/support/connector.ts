/** A small channel on loopback: signed activities, a connector and a token service, with scriptable answers. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BotSettings } from '../../src/bot/bot-settings.ts';
import { anActivity, botAppId } from './an-activity.ts';
import { contoso, createSigningKey, type SigningKey, signToken } from './issuer.ts';

export const connectionName = 'repairs';
export const botPassword = 'a-secret-of-tests';

export interface ChannelRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed JSON, or the text. */
  readonly body: unknown;
}

/** Answers a request instead of the channel; returns `undefined` to let the channel answer. */
export type ChannelScript = (request: ChannelRequest, response: ServerResponse) => 'answered' | undefined;

export interface ConnectorTokenOverrides {
  readonly now?: Date;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly key?: SigningKey;
}

export interface PostOptions {
  /** The exact Authorization header, `none`, or overrides of the token. */
  readonly token?: ConnectorTokenOverrides | string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface PostAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Parsed if it is JSON. */
  readonly body: unknown;
}

export interface TestConnector {
  readonly url: string;
  readonly serviceUrl: string;
  readonly settings: BotSettings;
  readonly key: SigningKey;
  /** All requests to the channel. */
  readonly requests: readonly ChannelRequest[];
  /** Activities the bot sent, updated or deleted. */
  readonly sent: readonly ChannelRequest[];
  requestsTo(path: string): readonly ChannelRequest[];
  /** Replaces the signing key and publishes the new one only. */
  rotate(): Promise<void>;
  /** Publishes exactly these keys. */
  publish(keys: readonly unknown[]): void;
  script(script: ChannelScript): void;
  /** Issues a token to a user: immediately, or in exchange for a verification code. */
  signIn(userId: string, token: string, code?: string): void;
  isSignedIn(userId: string): boolean;
  /** Makes the exchange of a Teams token return another token. */
  exchangeFor(teamsToken: string, token: string): void;
  connectorToken(overrides?: ConnectorTokenOverrides): string;
  /** Posts an activity to a bot as the channel. */
  post(botUrl: string, activity?: unknown, options?: PostOptions): Promise<PostAnswer>;
  close(): Promise<void>;
}

export async function startConnector(): Promise<TestConnector> {
  let key = await createEndorsedKey();
  let published: readonly unknown[] = [key.jwk];
  let script: ChannelScript = () => undefined;
  const requests: ChannelRequest[] = [];
  const tokens = new Map<string, string>();
  const codes = new Map<string, string>();
  const exchanges = new Map<string, string>();

  const server = createServer(async (incoming, response) => {
    const request = await readRequest(incoming);
    requests.push(request);
    if (script(request, response) === undefined) {
      send(response, ...answer(request));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const settings: BotSettings = {
    appId: botAppId,
    appType: 'SingleTenant',
    tenantId: contoso,
    password: botPassword,
    oauthConnection: connectionName,
    singleSignOn: false,
    serviceUrls: [`${url}/teams/`],
    channel: {
      metadataUrl: `${url}/.well-known/openidconfiguration`,
      issuer: 'https://api.botframework.com',
      tokenServiceUrl: `${url}/token-service`,
      loginUrl: `${url}/login/${contoso}`,
      connectorScope: 'https://api.botframework.com',
    },
  };

  function answer(request: ChannelRequest): readonly [number, unknown] {
    const { method, path, query, body } = request;
    if (path === '/.well-known/openidconfiguration') {
      return [200, { issuer: settings.channel.issuer, jwks_uri: `${url}/keys` }];
    }
    if (path === '/keys') {
      return [200, { keys: published }];
    }
    if (path === `/login/${contoso}/oauth2/v2.0/token`) {
      const form = new URLSearchParams(String(body));
      const isBot = form.get('client_id') === botAppId && form.get('client_secret') === botPassword;
      return isBot
        ? [200, { access_token: 'token-of-the-bot', token_type: 'Bearer', expires_in: 3600 }]
        : [401, { error: 'invalid_client' }];
    }
    if (request.headers.authorization !== 'Bearer token-of-the-bot') {
      return [401, {}];
    }
    if (path.startsWith('/teams/v3/conversations/') || path.startsWith('/teams/amer/v3/conversations/')) {
      return [method === 'POST' ? 201 : 200, { id: `sent-${requests.length}` }];
    }
    const userId = query.get('userId') ?? '';
    switch (path) {
      case '/token-service/api/usertoken/GetToken':
        return toTokenAnswer(findToken(userId, query.get('code')), 404);
      case '/token-service/api/botsignin/GetSignInResource': {
        const tokenExchangeResource = { id: 'exchange-1', uri: 'api://repairs', providerId: 'provider' };
        return [200, { signInLink: `${url}/sign-in?signin=opaque`, tokenExchangeResource }];
      }
      case '/token-service/api/usertoken/SignOut':
        tokens.delete(userId);
        return [200, {}];
      case '/token-service/api/usertoken/exchange':
        return toTokenAnswer(exchanges.get(String((body as { token?: unknown }).token)), 400);
      default:
        return [404, {}];
    }
  }

  function findToken(userId: string, code: string | null): string | undefined {
    if (code === null) {
      return tokens.get(userId);
    }
    const token = codes.get(`${userId} ${code}`);
    if (token !== undefined) {
      codes.delete(`${userId} ${code}`);
      tokens.set(userId, token);
    }
    return token;
  }

  const connector: TestConnector = {
    url,
    serviceUrl: `${url}/teams/`,
    settings,
    requests,
    get key() {
      return key;
    },
    get sent() {
      return requests.filter(({ path }) => path.startsWith('/teams/'));
    },
    requestsTo: (path) => requests.filter((request) => request.path === path),
    rotate: async () => {
      key = await createEndorsedKey();
      published = [key.jwk];
    },
    publish: (keys) => {
      published = keys;
    },
    script: (next) => {
      script = next;
    },
    signIn: (userId, token, code) => {
      if (code === undefined) {
        tokens.set(userId, token);
      } else {
        codes.set(`${userId} ${code}`, token);
      }
    },
    isSignedIn: (userId) => tokens.has(userId),
    exchangeFor: (teamsToken, token) => {
      exchanges.set(teamsToken, token);
    },
    connectorToken: ({ now = new Date(), header, claims, key: signer = key } = {}) => {
      const seconds = Math.floor(now.getTime() / 1000);
      return signToken(
        { alg: 'RS256', typ: 'JWT', kid: signer.kid, ...header },
        {
          iss: settings.channel.issuer,
          aud: botAppId,
          serviceurl: `${url}/teams/`,
          nbf: seconds,
          iat: seconds,
          exp: seconds + 3600,
          ...claims,
        },
        signer.privateKey,
      );
    },
    post: async (botUrl, activity = anActivity(`${url}/teams/`), { token = {}, headers = {} } = {}) => {
      const authorization = typeof token === 'string' ? token : `Bearer ${connector.connectorToken(token)}`;
      const response = await fetch(`${botUrl}/api/messages`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          ...(authorization === 'none' ? {} : { Authorization: authorization }),
          ...headers,
        },
        body: typeof activity === 'string' ? activity : JSON.stringify(activity),
      });
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.includes('json') === true && text !== '';
      return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return connector;
}

function toTokenAnswer(token: string | undefined, otherwise: number): readonly [number, unknown] {
  return token === undefined
    ? [otherwise, { error: { code: 'NotFound', message: 'There is no token.' } }]
    : [200, { channelId: 'msteams', connectionName, token, expiration: '2099-01-01T00:00:00Z' }];
}

/** Creates a signing key; by default it is endorsed for Teams. */
export async function createEndorsedKey(endorsements: unknown = ['msteams']): Promise<SigningKey> {
  const { jwk, ...rest } = await createSigningKey();
  const { alg: _, ...published } = jwk;
  return { ...rest, jwk: { ...published, endorsements } };
}

export function send(response: ServerResponse, status: number, body: unknown, headers = {}): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

async function readRequest(incoming: IncomingMessage): Promise<ChannelRequest> {
  let text = '';
  for await (const chunk of incoming) {
    text += chunk;
  }
  const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  const isJson = incoming.headers['content-type']?.includes('json') === true;
  return {
    method: incoming.method ?? '',
    path: pathname,
    query: searchParams,
    headers: incoming.headers,
    body: isJson && text !== '' ? JSON.parse(text) : text,
  };
}
