import type { Refusal } from '../vault/is-allowed.ts';
import type { MessageAnswer, SignInAnswer } from '../wire/answers.ts';

/** The credential for a call, or the outcome if no call can be made. */
export type Credential =
  | { readonly kind: 'none'; readonly token?: undefined; readonly claims?: undefined }
  | {
      readonly kind: 'token';
      readonly token: string;
      readonly claims: Readonly<Record<string, unknown>> | undefined;
      /** The registration with which the vault keeps the token of the person; undefined for an API key. */
      readonly registrationId?: string;
      /** The second API key of the registration, to try if the app answers 401 to `token`. */
      readonly secondaryKey?: string | undefined;
    }
  /** The registration may not be used for the call; the flow has the reason. */
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'outcome'; readonly outcome: SignInAnswer | MessageAnswer };

/** A credential that a call can be made with. */
export type SentCredential = Extract<Credential, { kind: 'none' | 'token' }>;
