import type { Flow } from '../flow/flow.ts';
import type { OAuthTokens } from '../oauth-client/oauth-tokens.ts';
import type { Person } from '../wire/person.ts';
import type { ApiRegistration } from './registration.ts';

export type AccessToken = Pick<OAuthTokens, 'accessToken' | 'expiresAt'>;

/** Keeps the registrations and, for each user and registration, the tokens. */
export interface Vault {
  registration(id: string): ApiRegistration | undefined;

  /**
   * Returns the user's access token for an OAuth registration. Refreshes an expired token, once for all concurrent
   * callers. Returns undefined if the user has not signed in, or the refresh was refused, which removes the stored
   * tokens. Does not check `isAllowed`.
   * @throws SignInUnavailable if the refresh fails for another reason; the tokens are kept. The hop has the reason.
   */
  accessToken(user: Person, registrationId: string, flow: Flow): Promise<string | undefined>;

  /** Like `accessToken`, with the expiry if the authorization server sent one. */
  token(user: Person, registrationId: string, flow: Flow): Promise<AccessToken | undefined>;

  /** Whether there is a valid access token or a refresh token; sends no request. */
  isSignedIn(user: Person, registrationId: string): Promise<boolean>;

  /** Stores the tokens of a completed sign-in in place of earlier ones. */
  keep(user: Person, registrationId: string, tokens: OAuthTokens): Promise<void>;

  /** Deletes the tokens without a call to the authorization server. */
  forget(user: Person, registrationId: string): Promise<void>;

  /**
   * Deletes the tokens whose access token an app has rejected, unless a sign-in or a refresh has already replaced them.
   * @returns whether tokens are stored afterwards.
   */
  reject(user: Person, registrationId: string, accessToken: string): Promise<boolean>;

  /**
   * Revokes the user's grant at the authorization server (RFC 7009) and deletes the tokens.
   * @returns false if nothing was revoked, because there are no tokens, the server's metadata has no revocation
   * endpoint, or the server refused. The tokens are deleted anyway, and a hop has the reason.
   * @throws SignInUnavailable if the server cannot be reached; the tokens are kept for a retry.
   */
  forgetConsent(user: Person, registrationId: string, flow: Flow): Promise<boolean>;
}
