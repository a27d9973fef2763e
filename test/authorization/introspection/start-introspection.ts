import type { Authorization } from '../../../src/authorization/authorization.ts';
import { createAuthorization } from '../../../src/authorization/authorization.ts';
import type { IntrospectionSettings } from '../../../src/authorization/callers/authorization-settings.ts';
import type { CallerKind } from '../../../src/authorization/callers/caller-kinds.ts';
import type { Principal } from '../../../src/authorization/callers/principal.ts';
import { AppError } from '../../../src/foundation/errors.ts';
import { type CapturedLog, captureLog } from '../../support/capture-log.ts';
import {
  apiClient,
  type IntrospectionServer,
  opaqueAudience,
  startIntrospectionServer,
} from '../../support/introspection-server.ts';
import { startIssuer, type TestIssuer } from '../../support/issuer.ts';

export interface StartedIntrospection {
  readonly authorization: Authorization;
  readonly issuer: TestIssuer;
  readonly server: IntrospectionServer;
  readonly captured: CapturedLog;
  /** Advances the test clock. */
  pass(seconds: number): void;
  seconds(): number;
  /** Resolves to the principal, or to the status of the refusal. */
  ask(token: string): Promise<Principal | number>;
  /** Resolves to what `authorize` throws. */
  refusal(token: string): Promise<AppError>;
  close(): Promise<void>;
}

export interface StartIntrospectionOptions extends Partial<IntrospectionSettings> {
  readonly callers?: readonly CallerKind[];
  /** Timeout for an introspection, in milliseconds; so long that no fast answer is late. */
  readonly timeout?: number;
}

/** Starts an issuer with an introspection endpoint, and an authorization that uses it, on a clock of the test. */
export async function startIntrospection(options: StartIntrospectionOptions = {}): Promise<StartedIntrospection> {
  const { callers = ['opaque'], timeout = 20_000, ...overrides } = options;
  let time = Date.parse('2026-05-04T10:00:00Z');
  const now = () => new Date(time);
  const issuer = await startIssuer();
  const server = await startIntrospectionServer(issuer, now);
  const captured = captureLog();
  const authorization = createAuthorization({
    settings: {
      ...issuer.settings(),
      callers,
      introspection: {
        url: server.url,
        clientId: apiClient.id,
        clientSecret: apiClient.secret,
        audience: opaqueAudience,
        cacheSeconds: 60,
        signed: false,
        ...overrides,
      },
    },
    resourceMetadataUrl: 'https://repairs.example.com/.well-known/oauth-protected-resource',
    now,
    log: captured.log,
    keySetTimeout: 20_000,
    introspectionTimeout: timeout,
  });
  const authorize = (token: string) => authorization.authorize(`Bearer ${token}`, 'repairs_read');
  const refusal = async (token: string): Promise<AppError> => {
    const answer = await authorize(token).catch((error: unknown) => error);
    if (!(answer instanceof AppError)) {
      throw new Error('the token was accepted, or a bug was thrown');
    }
    return answer;
  };
  return {
    authorization,
    issuer,
    server,
    captured,
    pass: (seconds) => {
      time += seconds * 1000;
    },
    seconds: () => time / 1000,
    ask: (token) =>
      authorize(token).catch((error: unknown) => {
        if (error instanceof AppError) {
          return error.status;
        }
        throw error;
      }),
    refusal,
    async close() {
      await server.close();
      await issuer.close();
    },
  };
}
