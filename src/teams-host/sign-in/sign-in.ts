import type { Flow } from '../flow/flow.ts';
import type { Person } from '../wire/person.ts';

export type SignInResult =
  | { readonly ok: true; readonly registrationId: string; readonly verificationCode?: string }
  | { readonly ok: false; readonly title: string; readonly text: string; readonly remedy: string };

/** The authorization code flow of one OAuth registration, for the person at one browser session. */
export interface SignIn {
  /**
   * Where to send the pop-up: the authorization endpoint with a fresh state of 256 random bits, bound to user, session
   * and registration, good once and for ten minutes.
   * @throws NotFound when there is no such OAuth registration.
   * @throws SignInRefused 403 when the registration is for another organisation.
   */
  startSignIn(user: Person, sessionId: string, registrationId: string, flow: Flow): Promise<URL>;

  /** Takes what the authorization server sent the browser back with; stores tokens only when it gives `ok: true`. */
  finishSignIn(sessionId: string, callbackQuery: URLSearchParams, flow: Flow): Promise<SignInResult>;
}
