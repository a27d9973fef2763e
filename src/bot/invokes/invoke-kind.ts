import type { Turn } from '../turn/turn.ts';
import type { SignInLink } from '../user-tokens/user-tokens.ts';

/** The answer to an invoke. */
export interface InvokeResponse {
  readonly status: number;
  /** An object to send as JSON, or JSON in UTF-8. */
  readonly body?: object | Uint8Array | undefined;
}

/** How one kind of invoke is handled, and the form its response takes if it fails. */
export interface InvokeKind {
  /**
   * @param value untrusted.
   * @throws AppError for every failure that is shown to the person.
   * @throws SignInNeeded, CodeRejected, ExchangeFailed
   */
  handle(value: unknown, turn: Turn): Promise<InvokeResponse>;
  /** Response that shows a sentence to the person. */
  toMessage(sentence: string): InvokeResponse;
  /** Response that asks the person to sign in; absent if the invoke needs no token. */
  toSignIn?(link: SignInLink): InvokeResponse;
  /** Tells Teams that the verification code was rejected; absent if the person is then asked to sign in. */
  readonly codeRejected?: InvokeResponse;
  /** Tells Teams that the token it sent for exchange was rejected. */
  readonly exchangeFailed?: InvokeResponse;
}
