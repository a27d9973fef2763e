import { InvalidRequest } from '../foundation/errors.ts';
import type { Log } from '../foundation/log.ts';
import { isLoopback } from '../foundation/loopback.ts';
import { fetchJson } from '../jwt/fetch-json.ts';
import { createKeySet } from '../jwt/key-set.ts';
import { parseBearerToken } from '../jwt/parse-bearer-token.ts';
import { parseKeySet } from '../jwt/parse-key-set.ts';
import { TokenRefused } from '../jwt/token-refused.ts';
import { createVerifiedTokens } from '../jwt/verified-tokens.ts';
import {
  createInsufficientRights,
  createInvalidToken,
  createMalformedCredentials,
  createMissingCredentials,
} from './authorization-error.ts';
import type { AuthorizationSettings } from './callers/authorization-settings.ts';
import type { Principal, Scope } from './callers/principal.ts';
import { isPermitted } from './callers/rights.ts';
import { createIntrospectedTokens } from './introspection/create-introspected-tokens.ts';
import { createServiceTokens } from './service-tokens/create-service-tokens.ts';
import { isServiceTokenLike } from './service-tokens/service-token.ts';
import { createSignedTokens } from './signed-tokens.ts';

export interface Authorization {
  /**
   * Verifies the credentials of a request: an access token, a service token, or none.
   * @param header value of the Authorization header, if present.
   * @param host value of the Host header: a caller without credentials must name this machine.
   * @param scope the scope of the operation; what it requires of each kind of caller is in `callers/rights.ts`.
   * @throws AuthorizationError 400, 401 or 403 with its challenge.
   * @throws Unavailable if the issuer's keys cannot be fetched, or the token not be introspected, with `Retry-After`.
   */
  authorize(header: string | undefined, scope: Scope, host?: string): Promise<Principal>;
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
  /** Timeout for an introspection, in milliseconds. */
  readonly introspectionTimeout?: number | undefined;
}

/** Returns whether the token has at least the parts of a JWT. */
const isJwtLike = (token: string): boolean => token.split('.', 3).length === 3;

const maximumKeySetBytes = 256 * 1024;

/**
 * Creates the resource server's side of OAuth: credentials in, principal out. Only the kinds of caller that the
 * settings name have access; a token of another kind is as invalid as any.
 * @throws Error if a setting is empty.
 * @see RFC 6750, RFC 8725, RFC 9068, RFC 9728
 */
export function createAuthorization(options: AuthorizationOptions): Authorization {
  const { settings, resourceMetadataUrl, now, log, keySetTimeout = 3000 } = options;
  const context = { realm: 'repairs', resourceMetadataUrl };
  const fetchOptions = { fetch, timeout: keySetTimeout, maximumBytes: maximumKeySetBytes };
  const load = async () => parseKeySet(await fetchJson(settings.jwksUri, fetchOptions));
  const keys = createKeySet({ load, now, log });

  const signedTokens = createSignedTokens({ settings, keys, now });
  const serviceTokens = createServiceTokens(settings.services);
  const { introspection } = settings;
  const introspectedTokens =
    introspection &&
    createIntrospectedTokens({ settings, introspection, keys, now, log, timeout: options.introspectionTimeout });
  const verified = createVerifiedTokens<Principal>();

  async function identify(token: string): Promise<Principal> {
    // Not cached, because verifying it is as cheap, and never sent anywhere.
    if (isServiceTokenLike(token)) {
      return serviceTokens.identify(token);
    }
    const known = verified.find(token, now());
    if (known !== undefined) {
      return known;
    }
    // A token of the form of a JWT is never introspected: that would bypass the rules for signed tokens.
    const tokens = introspectedTokens === undefined || isJwtLike(token) ? signedTokens : introspectedTokens;
    const { principal, exp } = await tokens.identify(token);
    verified.remember(token, principal, exp, now());
    return principal;
  }

  /**
   * A caller is anonymous only without any Authorization header, for what needs no credentials, and at a loopback
   * address: a page of a foreign site can make its own host name resolve to this machine, but not change the name.
   */
  function toAnonymous(header: string | undefined, scope: Scope, host: string | undefined): Principal | undefined {
    const { anonymousTenant: tenantId } = settings;
    const anonymous = tenantId === undefined ? undefined : ({ kind: 'anonymous', tenantId } as const);
    const isLocal = host !== undefined && isLoopback(host.replace(/:\d+$/, ''));
    return header === undefined && isLocal && anonymous !== undefined && isPermitted(anonymous, scope)
      ? anonymous
      : undefined;
  }

  return {
    async authorize(header, scope, host) {
      try {
        const anonymous = toAnonymous(header, scope, host);
        if (anonymous !== undefined) {
          return anonymous;
        }
        const token = parseBearerToken(header);
        if (token === undefined) {
          throw createMissingCredentials(context);
        }
        const principal = await identify(token);
        if (!isPermitted(principal, scope)) {
          throw createInsufficientRights(context, principal, scope);
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
