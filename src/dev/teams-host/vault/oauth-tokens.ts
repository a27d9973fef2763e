/** What a token endpoint gave, with its expiry as a point in time. */
export interface OAuthTokens {
  readonly accessToken: string;
  /** ISO 8601; absent where the server did not say. */
  readonly expiresAt?: string;
  readonly refreshToken?: string;
}
