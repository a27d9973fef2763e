/**
 * How access tokens look: `entra-id-v2` for Microsoft Entra ID's v2 tokens, `rfc9068` for any issuer of JWT access
 * tokens by RFC 9068, the embedded authorization server among them.
 */
export type AuthorizationProfile = 'entra-id-v2' | 'rfc9068';

export interface AuthorizationSettings {
  readonly profile: AuthorizationProfile;
  /** The `iss` of every token, to the letter; `{tenantid}` in it stands for the token's own tenant. */
  readonly issuer: string;
  /** The `aud` of every token: the API's client id at Microsoft Entra ID, its resource indicator elsewhere. */
  readonly audience: string;
  /** Where the issuer publishes its signing keys. */
  readonly jwksUri: string;
  /** Tenants (GUIDs in lower case, as in tokens) whose people may come in; nobody else's. */
  readonly allowedTenants: readonly string[];
}
