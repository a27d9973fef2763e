/** The tokens of one sign-in. Times are ISO 8601. */
export interface OAuthTokens {
  readonly accessToken: string;
  /** When the tokens were requested. */
  readonly obtainedAt?: string | undefined;
  /** Expiry of the access token; absent if the server sent none. */
  readonly expiresAt?: string | undefined;
  readonly refreshToken?: string | undefined;
}
