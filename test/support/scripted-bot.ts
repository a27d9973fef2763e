/** A loopback bot without a framework: verifies the sender, records activities and answers as scripted by a test. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRemoteJWKSet, type JWTPayload, type JWTVerifyResult, jwtVerify } from 'jose';
import { botId } from './a-bot-package.ts';
import { waitUntil } from './wait-until.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests inspect any part of an activity
export type SeenActivity = any;

export interface BotReply {
  readonly status?: number;
  readonly body?: unknown;
  /** Delay before the answer, in milliseconds. */
  readonly after?: number;
}

export type Answer = (activity: SeenActivity, attempt: number) => BotReply | Promise<BotReply>;

export interface ScriptedBot {
  readonly endpoint: string;
  readonly seen: readonly SeenActivity[];
  readonly tokens: readonly JWTVerifyResult<JWTPayload>[];
  answer(answer: Answer): void;
  /** Waits for the first activity that matches. */
  heard(matches: (activity: SeenActivity) => boolean): Promise<SeenActivity>;
  /** Calls the host as this bot, with a connector token from it. */
  call(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>;
  connectTo(hostUrl: string): void;
  close(): Promise<void>;
}

export const botPassword = 'the-password_of-the-bot';
export const tenant = '11111111-1111-4111-8111-111111111111';

export async function startScriptedBot(): Promise<ScriptedBot> {
  const seen: SeenActivity[] = [];
  const tokens: JWTVerifyResult<JWTPayload>[] = [];
  let answer: Answer = () => ({});
  let hostUrl = '';
  let connectorToken: string | undefined;
  const server = createServer(async (request, response) => {
    try {
      const activity = JSON.parse(await readText(request)) as SeenActivity;
      const keys = createRemoteJWKSet(new URL(`${hostUrl}/botframework/v1/.well-known/keys`));
      tokens.push(
        await jwtVerify((request.headers.authorization ?? '').replace('Bearer ', ''), keys, {
          issuer: 'https://api.botframework.com',
          audience: botId,
          algorithms: ['RS256'],
        }),
      );
      const attempt = seen.filter(({ id }) => id === activity.id).length + 1;
      seen.push(activity);
      const { status = 200, body, after = 0 } = await answer(activity, attempt);
      setTimeout(() => {
        response.writeHead(status, { 'Content-Type': 'application/json' });
        response.end(body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body));
      }, after).unref();
    } catch {
      response.writeHead(401);
      response.end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`,
    seen,
    tokens,
    answer: (next) => {
      answer = next;
    },
    heard: (matches) =>
      waitUntil(
        () => seen.find(matches),
        () => `The bot received no matching activity, only: ${seen.map(({ type, name }) => name ?? type).join(', ')}`,
      ),
    async call(method, path, body, headers = {}) {
      connectorToken ??= await getConnectorToken(hostUrl);
      return fetch(`${hostUrl}${path}`, {
        method,
        headers: {
          Authorization: `Bearer ${connectorToken}`,
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    },
    connectTo: (url) => {
      hostUrl = url;
      connectorToken = undefined;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export async function getConnectorToken(hostUrl: string): Promise<string> {
  const response = await fetch(`${hostUrl}/botframework/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: botId,
      client_secret: botPassword,
      scope: 'https://api.botframework.com/.default',
    }),
  });
  return ((await response.json()) as { access_token: string }).access_token;
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}
