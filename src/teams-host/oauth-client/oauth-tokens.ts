/** The tokens of one sign-in. Times are ISO 8601. */
export interface OAuthTokens {
  readonly accessToken: string;
  /** Time of the request. */
  readonly obtainedAt?: string | undefined;
  /** Absent if the server did not say. */
  readonly expiresAt?: string | undefined;
  readonly refreshToken?: string | undefined;
}
