import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { BotSettings } from '../../src/bot/bot-settings.ts';
import { anInvoke, botAppId } from '../support/an-activity.ts';
import { createEndorsedKey } from '../support/connector.ts';
import { searchWords } from '../support/generate-repairs.ts';
import { contoso, signToken } from '../support/issuer.ts';
import { startProcess } from './start-process.ts';

const channelServer = fileURLToPath(new URL('./channel-server.ts', import.meta.url));
const issuer = 'https://channel.example.com';
/** Number of tokens in rotation; Teams, too, reuses tokens, and has several at a time. */
const tokens = 64;

export interface BenchChannel {
  readonly url: string;
  readonly settings: BotSettings;
  /** Searches for ten repairs each, for different words and with different tokens. */
  readonly requests: readonly BenchRequest[];
  /** The same search with a token signed by another key. */
  readonly forged: BenchRequest;
  stop(): Promise<void>;
}

export interface BenchRequest {
  readonly method: 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** @param userToken the token that the token service returns for every user */
export async function startChannel(userToken: string): Promise<BenchChannel> {
  const key = await createEndorsedKey();
  const stranger = await createEndorsedKey();
  const now = Math.floor(Date.now() / 1000);
  const times = { nbf: now, iat: now, exp: now + 3600 };
  const botToken = signToken({ alg: 'RS256', typ: 'JWT', kid: key.kid }, { aud: issuer, ...times }, key.privateKey);
  const { url, stop } = await startProcess(channelServer, {
    BENCH_KEYS: JSON.stringify([key.jwk]),
    BENCH_BOT_TOKEN: botToken,
    BENCH_USER_TOKEN: userToken,
    BENCH_ISSUER: issuer,
  });
  const serviceUrl = `${url}/teams/`;

  const toRequest = ({ privateKey }: typeof key, word = 'vehicle'): BenchRequest => {
    const claims = { iss: issuer, aud: botAppId, serviceurl: serviceUrl, jti: randomUUID(), ...times };
    const connectorToken = signToken({ alg: 'RS256', typ: 'JWT', kid: key.kid }, claims, privateKey);
    const query = {
      commandId: 'listRepairs',
      parameters: [{ name: 'text', value: word }],
      queryOptions: { skip: 0, count: 10 },
    };
    return {
      method: 'POST',
      path: '/api/messages',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${connectorToken}` },
      body: JSON.stringify(anInvoke(serviceUrl, 'composeExtension/query', query)),
    };
  };
  return {
    url,
    settings: {
      appId: botAppId,
      appType: 'SingleTenant',
      tenantId: contoso,
      password: 'a-secret-of-the-bench',
      oauthConnection: 'repairs',
      singleSignOn: false,
      serviceUrls: [serviceUrl],
      channel: {
        metadataUrl: `${url}/.well-known/openidconfiguration`,
        issuer,
        tokenServiceUrl: `${url}/token-service`,
        loginUrl: `${url}/authority/${contoso}`,
        connectorScope: 'https://api.botframework.com',
      },
    },
    requests: Array.from({ length: tokens }, (_, place) => toRequest(key, searchWords[place % searchWords.length])),
    forged: toRequest(stranger),
    stop,
  };
}
