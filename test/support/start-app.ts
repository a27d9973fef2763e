import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { seedSampleData } from '../../src/dev/sample-data/seed-sample-data.ts';
import type { ServerLimits } from '../../src/server/create-server.ts';
import { openSqliteStorage } from '../../src/storage/sqlite/open-sqlite-storage.ts';
import { type ApiAnswer, createAnswerVerifier } from './api-contract.ts';
import { botEnvironment } from './bot-environment.ts';
import { type CapturedLog, captureLog } from './capture-log.ts';
import {
  contoso,
  fabrikam,
  type KeySetBehaviour,
  startIssuer,
  type TestIssuer,
  type TokenOverrides,
} from './issuer.ts';

export interface CallOptions {
  /** Overrides of the token, `none`, or the exact Authorization header. */
  readonly token?: TokenOverrides | 'none' | string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; strings and bytes are sent unchanged. */
  readonly body?: unknown;
}

export interface TestApp {
  /** Where the app listens. */
  readonly url: string;
  readonly port: number;
  /** The setting PUBLIC_URL. */
  readonly publicUrl: string;
  readonly folder: string;
  readonly issuer: TestIssuer;
  readonly captured: CapturedLog;
  /** Calls the API, by default as Karin Blair of Contoso, and verifies the answer against the contract. */
  call(method: string, path: string, options?: CallOptions): Promise<ApiAnswer>;
  close(): Promise<void>;
}

export interface StartAppOptions {
  readonly now?: () => Date;
  readonly limits?: Partial<ServerLimits>;
  readonly env?: Readonly<Record<string, string>>;
  /** How the issuer answers requests for its keys. */
  readonly keySet?: KeySetBehaviour;
  /** A new one by default; closed with the app. */
  readonly issuer?: TestIssuer;
}

export const publicUrl = 'https://repairs.example.com';

const verifyAnswer = createAnswerVerifier();

/** Starts the whole app on a free port, with a new database of sample repairs and a real token issuer. */
export async function startApp(options: StartAppOptions = {}): Promise<TestApp> {
  const { now = () => new Date(), limits, env, keySet = 'ok' } = options;
  const issuer = options.issuer ?? (await startIssuer());
  issuer.behave(keySet);
  const folder = await mkdtemp(join(tmpdir(), 'repairs-app-'));
  await addSampleRepairs(folder, now);
  const captured = captureLog();
  const settings = issuer.settings();
  const config = readConfig({
    PUBLIC_URL: publicUrl,
    PORT: '0',
    DATA_FOLDER: folder,
    OAUTH_PROFILE: settings.profile,
    OAUTH_ISSUER: settings.issuer,
    OAUTH_AUDIENCE: settings.audience,
    OAUTH_JWKS_URI: settings.jwksUri,
    OAUTH_ALLOWED_TENANTS: `${contoso},${fabrikam}`,
    ...botEnvironment,
    ...env,
  });
  const app = await createApp(config, { log: captured.log, now, limits: { silenceTimeout: 20, ...limits } });
  const { url, port } = await app.listen();

  return {
    url,
    port,
    publicUrl,
    folder,
    issuer,
    captured,
    async call(method, path, { token = {}, headers = {}, body } = {}) {
      const authorization = typeof token === 'string' ? token : `Bearer ${issuer.accessToken(token)}`;
      const response = await fetch(url + path, {
        method,
        headers: {
          ...(authorization === 'none' ? {} : { Authorization: authorization }),
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: toBody(body) }),
      });
      const text = await response.text();
      const answer = {
        status: response.status,
        headers: response.headers,
        body: text === '' ? undefined : (JSON.parse(text) as unknown),
      };
      verifyAnswer(method, new URL(url + path).pathname, answer);
      return answer;
    },
    async close() {
      await app.close();
      await issuer.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function addSampleRepairs(folder: string, now: () => Date): Promise<void> {
  const storage = await openSqliteStorage({ folder, now });
  await seedSampleData(storage);
  await storage.close();
}

function toBody(body: unknown): BodyInit {
  return typeof body === 'string' || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body);
}
