import type { Flow } from '../flow/flow.ts';
import type { OAuthTokens } from '../oauth-client/oauth-tokens.ts';
import type { Person } from '../wire/person.ts';
import type { ApiRegistration } from './registration.ts';

export type AccessToken = Pick<OAuthTokens, 'accessToken' | 'expiresAt'>;

/** Keeps the registrations and, for each user and registration, the tokens. */
export interface Vault {
  registration(id: string): ApiRegistration | undefined;

  /**
   * The user's access token for an OAuth registration, refreshed where it has expired: one refresh for any number of
   * waiting callers. Undefined when nobody signed in, or the refresh was refused (the stored tokens are gone then).
   * Does not check `isAllowed`.
   * @throws SignInUnavailable when the refresh failed for another reason; the tokens are kept. The hop says why.
   */
  accessToken(user: Person, registrationId: string, flow: Flow): Promise<string | undefined>;

  /** As `accessToken`, with the token's end as far as the authorization server said it. */
  token(user: Person, registrationId: string, flow: Flow): Promise<AccessToken | undefined>;

  /** Whether there is a token that is good, or can be refreshed as far as is known here; asks nobody. */
  isSignedIn(user: Person, registrationId: string): Promise<boolean>;

  /** Keeps the tokens of a finished sign-in in place of those kept before. */
  keep(user: Person, registrationId: string, tokens: OAuthTokens): Promise<void>;

  /** Signs out: forgets the tokens here; the authorization server learns nothing of it. */
  forget(user: Person, registrationId: string): Promise<void>;

  /**
   * Forgets the tokens whose access token an app has refused, unless others were kept meanwhile by a sign-in or a refresh.
   * @returns whether others are kept.
   */
  reject(user: Person, registrationId: string, accessToken: string): Promise<boolean>;

  /**
   * Revokes the user's grant at the authorization server (RFC 7009) and forgets the tokens. False when nothing was
   * revoked: no tokens, no revocation endpoint in the server's metadata, or the server refused; the tokens are gone all
   * the same, and a hop says why.
   * @throws SignInUnavailable when the server cannot be reached; the tokens are kept, so that trying again works.
   */
  forgetConsent(user: Person, registrationId: string, flow: Flow): Promise<boolean>;
}
