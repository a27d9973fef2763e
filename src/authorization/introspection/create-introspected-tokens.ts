import { bulkhead, TimeoutStrategy, timeout, wrap } from 'cockatiel';
import type { JsonObject } from '../../foundation/json-value.ts';
import type { Log } from '../../foundation/log.ts';
import type { KeySet } from '../../jwt/key-set.ts';
import { maximumTokenLength } from '../../jwt/parse-jwt.ts';
import { TokenRefused } from '../../jwt/token-refused.ts';
import { createVerifiedTokens } from '../../jwt/verified-tokens.ts';
import type { Claims } from '../access-tokens/claims.ts';
import { introspectedKinds, readPrincipal, type TokenKind } from '../access-tokens/token-kinds.ts';
import { toTokenRules } from '../access-tokens/token-rules.ts';
import type { AuthorizationSettings, IntrospectionSettings } from '../callers/authorization-settings.ts';
import type { Identified } from '../callers/identified.ts';
import { IntrospectionFault, toUnavailable } from './introspection-fault.ts';
import { createIntrospectionRequest } from './request-introspection.ts';

/** Timeout for an introspection, waiting included, in milliseconds. */
const introspectionTimeout = 2000;
const maximumConcurrent = 20;
const maximumWaiting = 100;
/** How long a refusal is cached, in seconds, so that a flood of one bad token causes few requests. */
const refusedFor = 5;

export interface IntrospectedTokensOptions {
  readonly settings: AuthorizationSettings;
  readonly introspection: IntrospectionSettings;
  /** The issuer's keys, for signed answers. */
  readonly keys: KeySet;
  readonly now: () => Date;
  readonly log: Log;
  /** Timeout in milliseconds, waiting included. */
  readonly timeout?: number | undefined;
}

export interface IntrospectedTokens {
  /**
   * Identifies the caller of an opaque token. The result may be cached until `exp`. Does not check rights.
   * @throws TokenRefused
   * @throws Unavailable if the authorization server gives no usable answer.
   */
  identify(token: string): Promise<Identified>;
}

/**
 * Creates the introspection of opaque access tokens. Concurrent calls with the same token share one request. Refusals
 * are cached for a few seconds, faults never.
 * @see RFC 7662, RFC 9701
 */
export function createIntrospectedTokens(options: IntrospectedTokensOptions): IntrospectedTokens {
  const { settings, introspection, keys, now, log } = options;
  const { issuer, allowedTenants, callers } = settings;
  const rules = toTokenRules({ profile: 'introspected', issuer, audience: introspection.audience, allowedTenants });
  const kinds: readonly TokenKind<Claims>[] = [
    introspectedKinds.person,
    ...(callers.includes('application') ? [introspectedKinds.application] : []),
  ];
  const request = createIntrospectionRequest({ settings: introspection, issuer, keys, fetch });
  const policy = wrap(
    timeout(options.timeout ?? introspectionTimeout, TimeoutStrategy.Aggressive),
    bulkhead(maximumConcurrent, maximumWaiting),
  );
  const refused = createVerifiedTokens<TokenRefused>();
  const pending = new Map<string, Promise<Identified>>();

  async function ask(token: string): Promise<JsonObject> {
    try {
      return await policy.execute(({ signal }) => request(token, signal));
    } catch (cause) {
      if (cause instanceof IntrospectionFault && cause.isClientRefused) {
        log.error('introspection: client refused', {
          cause,
          remedy: 'Check OAUTH_INTROSPECTION_CLIENT_ID and its secret.',
        });
      } else {
        log.warn('introspection: failed', { cause });
      }
      throw toUnavailable(cause);
    }
  }

  async function introspect(token: string): Promise<Identified> {
    const claims = await ask(token);
    try {
      verifyActive(claims);
      const principal = readPrincipal({ claims }, { kinds, rules, now: now() });
      const longest = now().getTime() / 1000 + introspection.cacheSeconds;
      return { principal, exp: Math.min(Number(claims.exp), longest) };
    } catch (error) {
      if (error instanceof TokenRefused) {
        refused.remember(token, error, now().getTime() / 1000 + refusedFor, now());
      }
      throw error;
    }
  }

  return {
    async identify(token) {
      if (token.length > maximumTokenLength) {
        throw new TokenRefused('too long');
      }
      const refusal = refused.find(token, now());
      if (refusal !== undefined) {
        throw refusal;
      }
      const running = pending.get(token) ?? introspect(token).finally(() => pending.delete(token));
      pending.set(token, running);
      return running;
    },
  };
}

/** @throws TokenRefused if the token is not active, or is not a bearer token. */
function verifyActive({ active, token_type: type }: JsonObject): void {
  if (active !== true) {
    throw new TokenRefused('not active');
  }
  if (type !== undefined && (typeof type !== 'string' || type.toLowerCase() !== 'bearer')) {
    throw new TokenRefused('not a bearer token');
  }
}
