import { expect } from 'chai';
import { type Authorization, createAuthorization } from '../../src/authorization/authorization.ts';
import { AuthorizationError } from '../../src/authorization/authorization-error.ts';
import type { AuthorizationProfile } from '../../src/authorization/callers/authorization-settings.ts';
import { createLog } from '../../src/foundation/log.ts';
import { startIssuer, type TestIssuer, type TokenOverrides } from '../support/issuer.ts';

export const metadataUrl = 'https://repairs.example.com/.well-known/oauth-protected-resource';

export interface Started {
  readonly issuer: TestIssuer;
  readonly authorization: Authorization;
  /** Log lines. */
  readonly lines: string[];
  /** Returns an access token issued now: valid, except for the overrides. */
  token(overrides?: Omit<TokenOverrides, 'profile' | 'now'>): string;
  /** Time of the test clock, in seconds since 1970. */
  seconds(): number;
  /** Advances the test clock. */
  pass(seconds: number): void;
  /** Resolves to what `authorize` throws for this header. @throws Error if the header is accepted. */
  refusal(header: string | undefined): Promise<AuthorizationError>;
  close(): Promise<void>;
}

/** Starts an issuer and an authorization that trusts it, on a clock that only the test moves. */
export async function startAuthorization(
  profile: AuthorizationProfile = 'rfc9068',
  keySetTimeout = 20_000,
): Promise<Started> {
  const issuer = await startIssuer();
  let time = Date.parse('2026-05-04T10:00:00Z');
  const now = () => new Date(time);
  const lines: string[] = [];
  const log = createLog({ level: 'debug', now, write: (line) => lines.push(line) });
  const authorization = createAuthorization({
    settings: issuer.settings(profile),
    resourceMetadataUrl: metadataUrl,
    now,
    log,
    keySetTimeout,
  });
  return {
    issuer,
    authorization,
    lines,
    token: (overrides) => issuer.accessToken({ ...overrides, profile, now: now() }),
    seconds: () => time / 1000,
    pass: (seconds) => {
      time += seconds * 1000;
    },
    refusal: async (header) => {
      const answer = await authorization.authorize(header, 'repairs_read').catch((error: unknown) => error);
      if (!(answer instanceof Error)) {
        throw new Error('the token was accepted');
      }
      return answer as AuthorizationError;
    },
    close: () => issuer.close(),
  };
}

export const profiles: readonly AuthorizationProfile[] = ['rfc9068', 'entra-id-v2'];

/** Names that differ between the profiles. */
export const namesOf = {
  rfc9068: { scopeClaim: 'scope', userClaim: 'sub', type: 'at+jwt' },
  'entra-id-v2': { scopeClaim: 'scp', userClaim: 'oid', type: 'JWT' },
} as const;

/** Expects 401 invalid_token without the reason, which only the log contains. */
export async function expectInvalidToken(started: Started, token: string): Promise<void> {
  const error = await started.refusal(`Bearer ${token}`);
  expect(error).to.be.instanceOf(AuthorizationError);
  expect([error.status, error.code, error.message]).to.deep.equal([
    401,
    'invalid_token',
    'A valid access token is required: send it in the Authorization header.',
  ]);
  expect(error.headers).to.deep.equal({
    'WWW-Authenticate': `Bearer realm="repairs", error="invalid_token", resource_metadata="${metadataUrl}"`,
  });
  expect(error.detail).to.be.a('string').and.not.include('eyJ');
}
