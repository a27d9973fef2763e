import type { Flow } from '../flow/flow.ts';
import type { Person } from '../wire/person.ts';
import type { SignInFailure } from './explain-response.ts';

/** The result of a sign-in; `title`, `text` and `remedy` explain a failure to the person. */
export type SignInResult =
  | { readonly ok: true; readonly registrationId: string; readonly verificationCode?: string }
  | ({ readonly ok: false } & SignInFailure);

/** The authorization code flow for the OAuth registrations of one vault. */
export interface SignIn {
  /**
   * Starts a sign-in for the user of a session.
   * @returns the URL for the pop-up: the authorization endpoint with a state of 256 random bits, which is bound to
   * user, session and registration, and can be used once within ten minutes.
   * @throws NotFound if there is no such OAuth registration.
   * @throws SignInRefused 403 if the registration is for another organisation.
   */
  startSignIn(user: Person, sessionId: string, registrationId: string, flow: Flow): Promise<URL>;

  /** Whether this session has started the sign-in that an authorization response belongs to. */
  isStarted(sessionId: string, callbackQuery: URLSearchParams): boolean;

  /** Handles the redirect from the authorization server. Stores tokens only if the result is `ok: true`. */
  finishSignIn(sessionId: string, callbackQuery: URLSearchParams, flow: Flow): Promise<SignInResult>;
}
