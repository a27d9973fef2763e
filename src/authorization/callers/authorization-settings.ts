/**
 * The form of access tokens: `entra-id-v2` for v2 tokens of Microsoft Entra ID, `rfc9068` for issuers of JWT access
 * tokens according to RFC 9068, such as the embedded authorization server.
 */
export type AuthorizationProfile = 'entra-id-v2' | 'rfc9068';

export interface AuthorizationSettings {
  readonly profile: AuthorizationProfile;
  /** The exact `iss` of every token; `{tenantid}` in it is replaced by the tenant of the token. */
  readonly issuer: string;
  /** The `aud` of every token: the API's client id at Microsoft Entra ID, its resource indicator elsewhere. */
  readonly audience: string;
  /** Address of the issuer's key set. */
  readonly jwksUri: string;
  /** Tenants whose users have access: GUIDs in lower case, as in tokens. */
  readonly allowedTenants: readonly string[];
}
