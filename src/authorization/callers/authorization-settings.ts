import type { CallerKind } from './caller-kinds.ts';

/**
 * The form of access tokens: `entra-id-v2` for v2 tokens of Microsoft Entra ID, `rfc9068` for issuers of JWT access
 * tokens according to RFC 9068, such as the embedded authorization server.
 */
export type AuthorizationProfile = 'entra-id-v2' | 'rfc9068';

/** What the API needs to introspect opaque tokens (RFC 7662). */
export interface IntrospectionSettings {
  /** Address of the introspection endpoint. */
  readonly url: string;
  /** The API's own client at the authorization server. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** The `aud` of introspected tokens. */
  readonly audience: string;
  /** Longest time that a positive answer is used, in seconds, 0 to 60. */
  readonly cacheSeconds: number;
  /** Whether answers must be signed (RFC 9701). */
  readonly signed: boolean;
}

/** A service token, as its digest. */
export interface ServiceTokenSettings {
  /** Name of the service. */
  readonly id: string;
  /** `write` includes `read`. */
  readonly right: 'read' | 'write';
  /** SHA-256 of the token, in lower-case hexadecimal. */
  readonly sha256: string;
}

export interface AuthorizationSettings {
  /** The permitted kinds of caller; every other is refused. */
  readonly callers: readonly CallerKind[];
  readonly profile: AuthorizationProfile;
  /** The exact `iss` of every token; `{tenantid}` in it is replaced by the tenant of the token. */
  readonly issuer: string;
  /** The `aud` of every token: the API's client id at Microsoft Entra ID, its resource indicator elsewhere. */
  readonly audience: string;
  /** Address of the issuer's key set. */
  readonly jwksUri: string;
  /** Tenants whose users and applications have access: GUIDs in lower case, as in tokens. */
  readonly allowedTenants: readonly string[];
  /** Set if and only if `callers` has `opaque`. */
  readonly introspection?: IntrospectionSettings | undefined;
  /** Set if and only if `callers` has `service`. Services have access to the data of one tenant. */
  readonly services?: { readonly tenantId: string; readonly tokens: readonly ServiceTokenSettings[] } | undefined;
  /** The tenant whose data everybody may read; set if and only if `callers` has `anonymous`. */
  readonly anonymousTenant?: string | undefined;
}
