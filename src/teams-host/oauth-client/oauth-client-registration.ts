/** A confidential client of an authorization server: authorization code flow with a secret. */
export interface OAuthClientRegistration {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly refreshEndpoint: string;
  /** Scopes separated by single spaces; may be empty. */
  readonly scope: string;
  readonly pkce: boolean;
  /** How the client sends its secret to the token endpoint (RFC 6749 section 2.3.1). */
  readonly tokenEndpointAuthMethod: 'client_secret_basic' | 'client_secret_post';
}
