/** What a token endpoint gave, with its life as points in time (ISO 8601). */
export interface OAuthTokens {
  readonly accessToken: string;
  /** When the server was asked. */
  readonly obtainedAt?: string;
  /** Absent where the server did not say. */
  readonly expiresAt?: string;
  readonly refreshToken?: string;
}
