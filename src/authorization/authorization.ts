import { InvalidRequest } from '../foundation/errors.ts';
import type { Log } from '../foundation/log.ts';
import { fetchJson } from '../jwt/fetch-json.ts';
import { createKeySet } from '../jwt/key-set.ts';
import { parseBearerToken } from '../jwt/parse-bearer-token.ts';
import { parseJwt } from '../jwt/parse-jwt.ts';
import { parseKeySet } from '../jwt/parse-key-set.ts';
import { TokenRefused } from '../jwt/token-refused.ts';
import { createVerifiedTokens } from '../jwt/verified-tokens.ts';
import {
  createInsufficientScope,
  createInvalidToken,
  createMalformedCredentials,
  createMissingCredentials,
} from './authorization-error.ts';
import type { AuthorizationSettings } from './authorization-settings.ts';
import type { Principal, Scope } from './principal.ts';
import { toRules } from './rules.ts';
import { toPrincipal } from './to-principal.ts';
import { verifyAudience } from './verify-audience.ts';
import { verifyHeader } from './verify-header.ts';
import { verifyIssuer } from './verify-issuer.ts';
import { verifyKind } from './verify-kind.ts';
import { verifySignature } from './verify-signature.ts';
import { verifyTenant } from './verify-tenant.ts';
import { verifyTimes } from './verify-times.ts';

export interface Authorization {
  /**
   * Tells who calls, from the access token alone.
   * @param header value of the Authorization header, if any.
   * @param scope what the caller must have been granted.
   * @throws AuthorizationError 400, 401 or 403 with its challenge.
   * @throws Unavailable where the issuer's keys cannot be had, with `Retry-After`.
   */
  authorize(header: string | undefined, scope: Scope): Promise<Principal>;
  /** Fetches the key set once so that the first request does not wait; a failure is logged, not thrown. */
  warmUp(): Promise<void>;
  /** Resolves when keys are at hand. @throws Unavailable otherwise. */
  ready(): Promise<void>;
}

export interface AuthorizationOptions {
  readonly settings: AuthorizationSettings;
  /** Address of the protected resource metadata, named in every challenge. */
  readonly resourceMetadataUrl: string;
  readonly now: () => Date;
  readonly log: Log;
  /** Longest wait for the issuer's key set, in milliseconds. */
  readonly keySetTimeout?: number;
}

/** What can be told from the token alone comes first, so that nonsense costs neither a key nor a computation. */
const checks = [verifyHeader, verifyTenant, verifyIssuer, verifyAudience, verifyTimes, verifyKind];

const maximumKeySetBytes = 256 * 1024;

/**
 * The resource server's side of OAuth: access token in, principal out. Tokens are not looked up at the issuer: one that
 * was revoked is good until it expires.
 * @throws Error where a setting is empty.
 * @see RFC 6750, RFC 8725, RFC 9068, RFC 9728
 */
export function createAuthorization(options: AuthorizationOptions): Authorization {
  const { settings, resourceMetadataUrl, now, log, keySetTimeout = 3000 } = options;
  const context = { realm: 'repairs', resourceMetadataUrl };
  const rules = toRules(settings);
  const fetchOptions = {
    fetch,
    timeout: keySetTimeout,
    maximumBytes: maximumKeySetBytes,
  };
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
      // The key set itself logs why it cannot be had.
      await keys.ready().catch(() => undefined);
    },
    ready: () => keys.ready(),
  };
}
