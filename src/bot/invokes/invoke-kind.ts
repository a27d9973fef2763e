import type { Turn } from '../turn/turn.ts';
import type { SignInLink } from '../user-tokens/user-token.ts';

/** The answer to an invoke. */
export interface InvokeResponse {
  readonly status: number;
  readonly body?: object | undefined;
}

/** One kind of invoke: what is done, and how a refusal looks in its answer. */
export interface InvokeKind {
  /**
   * @param value untrusted.
   * @throws AppError for everything that people are told, SignInNeeded among them.
   */
  handle(value: unknown, turn: Turn): Promise<InvokeResponse>;
  /** Says a sentence to the person. */
  tell(sentence: string): InvokeResponse;
  /** Sends the person to sign in; absent where no token is asked for. */
  askToSignIn?(link: SignInLink): InvokeResponse;
  /** Says that the token Teams handed over does not do. */
  readonly exchangeFailed?: InvokeResponse;
}
