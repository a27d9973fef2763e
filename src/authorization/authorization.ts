import { InvalidRequest } from '../foundation/errors.ts';
import type { Log } from '../foundation/log.ts';
import { fetchJson } from '../jwt/fetch-json.ts';
import { createKeySet } from '../jwt/key-set.ts';
import { parseBearerToken } from '../jwt/parse-bearer-token.ts';
import { parseJwt } from '../jwt/parse-jwt.ts';
import { parseKeySet } from '../jwt/parse-key-set.ts';
import { TokenRefused } from '../jwt/token-refused.ts';
import { createVerifiedTokens } from '../jwt/verified-tokens.ts';
import { toPrincipal } from './access-tokens/to-user.ts';
import { toTokenRules } from './access-tokens/token-rules.ts';
import { verifyAudience } from './access-tokens/verify-audience.ts';
import { verifyHeader } from './access-tokens/verify-header.ts';
import { verifyIssuer } from './access-tokens/verify-issuer.ts';
import { verifyKind } from './access-tokens/verify-kind.ts';
import { verifySignature } from './access-tokens/verify-signature.ts';
import { verifyTenant } from './access-tokens/verify-tenant.ts';
import { verifyTimes } from './access-tokens/verify-times.ts';
import {
  createInsufficientScope,
  createInvalidToken,
  createMalformedCredentials,
  createMissingCredentials,
} from './authorization-error.ts';
import type { AuthorizationSettings } from './callers/authorization-settings.ts';
import type { Principal, Scope } from './callers/principal.ts';

export interface Authorization {
  /**
   * Verifies the access token of a request.
   * @param header value of the Authorization header, if present.
   * @param scope the required scope.
   * @throws AuthorizationError 400, 401 or 403 with its challenge.
   * @throws Unavailable if the issuer's keys cannot be fetched, with `Retry-After`.
   */
  authorize(header: string | undefined, scope: Scope): Promise<Principal>;
  /** Fetches the key set so that the first request does not wait. A failure is logged, not thrown. */
  warmUp(): Promise<void>;
  /** Resolves once keys are cached. @throws Unavailable if they cannot be fetched. */
  ready(): Promise<void>;
}

export interface AuthorizationOptions {
  readonly settings: AuthorizationSettings;
  /** Address of the protected resource metadata, for challenges. */
  readonly resourceMetadataUrl: string;
  readonly now: () => Date;
  readonly log: Log;
  /** Timeout for the issuer's key set, in milliseconds. */
  readonly keySetTimeout?: number;
}

/** Checks that need no key, in this order; they run before the signature is verified. */
const checks = [verifyHeader, verifyTenant, verifyIssuer, verifyAudience, verifyTimes, verifyKind];

const maximumKeySetBytes = 256 * 1024;

/**
 * Creates the resource server's side of OAuth: access token in, principal out. Does not introspect tokens: a revoked
 * token is accepted until it expires.
 * @throws Error if a setting is empty.
 * @see RFC 6750, RFC 8725, RFC 9068, RFC 9728
 */
export function createAuthorization(options: AuthorizationOptions): Authorization {
  const { settings, resourceMetadataUrl, now, log, keySetTimeout = 3000 } = options;
  const context = { realm: 'repairs', resourceMetadataUrl };
  const rules = toTokenRules(settings);
  const fetchOptions = { fetch, timeout: keySetTimeout, maximumBytes: maximumKeySetBytes };
  const load = async () => parseKeySet(await fetchJson(settings.jwksUri, fetchOptions));
  const keys = createKeySet({ load, now, log });

  const verified = createVerifiedTokens<Principal>();

  async function identify(compact: string): Promise<Principal> {
    const known = verified.find(compact, now());
    if (known !== undefined) {
      return known;
    }
    const token = parseJwt(compact);
    for (const verify of checks) {
      verify(token, rules, now());
    }
    const principal = toPrincipal(token, rules);
    await verifySignature(token, keys);
    verified.remember(compact, principal, Number(token.claims.exp), now());
    return principal;
  }

  return {
    async authorize(header, scope) {
      try {
        const compact = parseBearerToken(header);
        if (compact === undefined) {
          throw createMissingCredentials(context);
        }
        const principal = await identify(compact);
        if (!principal.scopes.has(scope)) {
          throw createInsufficientScope(context, scope);
        }
        return principal;
      } catch (error) {
        if (error instanceof InvalidRequest) {
          throw createMalformedCredentials(context, error.detail ?? '');
        }
        throw error instanceof TokenRefused ? createInvalidToken(context, error.message) : error;
      }
    },
    async warmUp() {
      // The key set logs the failure.
      await keys.ready().catch(() => undefined);
    },
    ready: () => keys.ready(),
  };
}
