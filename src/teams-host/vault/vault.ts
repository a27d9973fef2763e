import type { Flow } from '../flow/flow.ts';
import type { OAuthTokens } from '../oauth-client/oauth-tokens.ts';
import type { Person } from '../wire/person.ts';
import type { ApiRegistration } from './registration.ts';

export type AccessToken = Pick<OAuthTokens, 'accessToken' | 'expiresAt'>;

/** Keeps the registrations and, for each user and registration, the tokens. */
export interface Vault {
  registration(id: string): ApiRegistration | undefined;

  /**
   * Finds the user's access token for an OAuth registration, and refreshes it if it has expired: once for any number of
   * waiting callers. Undefined if the user has not signed in, or the refresh was refused (the stored tokens are removed then).
   * Does not check `isAllowed`.
   * @throws SignInUnavailable if the refresh fails for another reason; the tokens are kept. The hop says why.
   */
  accessToken(user: Person, registrationId: string, flow: Flow): Promise<string | undefined>;

  /** Like `accessToken`, with the expiry if the authorization server gave one. */
  token(user: Person, registrationId: string, flow: Flow): Promise<AccessToken | undefined>;

  /** Whether there is a valid token or a refresh token; sends no request. */
  isSignedIn(user: Person, registrationId: string): Promise<boolean>;

  /** Stores the tokens of a completed sign-in in place of earlier ones. */
  keep(user: Person, registrationId: string, tokens: OAuthTokens): Promise<void>;

  /** Signs out: removes the tokens here, without telling the authorization server. */
  forget(user: Person, registrationId: string): Promise<void>;

  /**
   * Removes the tokens whose access token an app has refused, unless a sign-in or a refresh has replaced them meanwhile.
   * @returns whether there are tokens now.
   */
  reject(user: Person, registrationId: string, accessToken: string): Promise<boolean>;

  /**
   * Revokes the user's grant at the authorization server (RFC 7009) and removes the tokens. False if nothing was revoked: no
   * tokens, no revocation endpoint in the server's metadata, or the server refused; the tokens are removed all the same, and a
   * hop says why.
   * @throws SignInUnavailable if the server cannot be reached; the tokens are kept, so that trying again works.
   */
  forgetConsent(user: Person, registrationId: string, flow: Flow): Promise<boolean>;
}
